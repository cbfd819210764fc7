import type { JourneyDefinition, JourneyNode } from '#contracts/journey.ts';
import { type MessageDefinition, messageDefinition } from '#contracts/message.ts';
import type { Release } from '#contracts/release.ts';
import { defaultSettings, type WorkspaceSettings } from '#contracts/settings.ts';
import { type CompiledRelease, compileRelease } from '#core/release.ts';
import { newProfileState, type ProfileState, type Send } from '#core/state.ts';
import type { Work } from '#core/work.ts';

/** Wednesday noon in London, summer time. */
export const noon = Date.parse('2026-06-10T11:00:00Z');

/** No caps, no quiet hours, no holdout, every channel on and opt-out: a test switches on what it is about. */
export const openSettings: WorkspaceSettings = {
  ...defaultSettings,
  frequencyCaps: [],
  quietHours: { enabled: false, from: '22:00', until: '07:00', channels: ['email', 'sms', 'push'] },
  holdoutShare: 0,
  optInChannels: [],
  enabledChannels: ['email', 'sms', 'push', 'webhook'],
};

const allVariants: MessageDefinition['variants'] = {
  email: { subject: 'Your basket', preheader: '', html: '<p>Still there</p>', text: '' },
  sms: { text: 'Still there' },
  push: { title: 'Your basket', body: 'Still there', url: '' },
};

/** A marketing message; on e-mail, SMS and push unless `channels` says otherwise. */
export function message(
  id: string,
  parts: Partial<MessageDefinition> & { readonly on?: readonly (keyof typeof allVariants)[] } = {},
): MessageDefinition {
  const { on = ['email', 'sms', 'push'], ...rest } = parts;
  const variants = Object.fromEntries(on.map((channel) => [channel, allVariants[channel]]));
  return messageDefinition.parse({ id, name: id, purpose: 'marketing', topic: 'offers', variants, ...rest });
}

export function journey(
  id: string,
  nodes: readonly JourneyNode[],
  parts: Partial<JourneyDefinition> = {},
): JourneyDefinition {
  const base = { id, name: id, description: '', version: 1, reentry: { type: 'always' }, exitRules: [] } as const;
  return { ...base, ...parts, exitRules: [...(parts.exitRules ?? [])], nodes: [...nodes] };
}

export function release(parts: {
  readonly settings?: Partial<WorkspaceSettings>;
  readonly messages?: Release['messages'];
  readonly segments?: readonly Omit<Release['segments'][number], 'sinceRelease'>[];
  /** The highest version of each journey is the one that people enter. */
  readonly journeys?: readonly JourneyDefinition[];
}): CompiledRelease {
  const { settings = {}, messages = [], segments = [], journeys = [] } = parts;
  const newest = (id: string): number =>
    Math.max(...journeys.filter((other) => other.id === id).map(({ version }) => version));
  return compileRelease({
    workspace: 1,
    number: 1,
    settings: { ...openSettings, ...settings },
    messages,
    segments: segments.map((segment) => ({ ...segment, sinceRelease: 1 })),
    journeys: journeys.map((one) => ({ ...one, entry: one.version === newest(one.id), sinceRelease: 1 })),
  });
}

/** Somebody who is reachable on e-mail, SMS and push. */
export function person(parts: Partial<ProfileState> = {}): ProfileState {
  return {
    ...newProfileState('0190a6e0-0000-7000-8000-000000000001', noon - 86_400_000),
    identities: [
      { kind: 'email', value: 'ada@example.com' },
      { kind: 'phone', value: '+447700900123' },
    ],
    traits: { deviceToken: 'token-1' },
    ...parts,
  };
}

/** A desk with one person's state on it, frozen through and through: a part that changes it in place throws. */
export function workOn(state: ProfileState, compiled: CompiledRelease, parts: Partial<Work> = {}): Work {
  return {
    state: deepFreeze(state),
    looked: state,
    pictured: state,
    effects: [],
    facts: [],
    reactions: [],
    now: noon,
    causedAt: noon,
    release: compiled,
    random: () => 0.5,
    imported: false,
    ...parts,
  };
}

export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    if (value instanceof Map) closeMap(value);
    Object.freeze(value);
    for (const part of Object.values(value)) {
      deepFreeze(part);
    }
  }
  return value;
}

/** What a frozen map holds could be changed all the same. */
function closeMap(map: Map<unknown, unknown>): void {
  const refuse = () => {
    throw new TypeError('The map belongs to a state, which nothing changes in place');
  };
  for (const name of ['set', 'delete', 'clear']) Object.defineProperty(map, name, { value: refuse });
  for (const part of map.values()) deepFreeze(part);
}

/** A marketing e-mail that was handed over at noon. */
export function send(parts: Partial<Send> = {}): Send {
  const at = parts.at ?? noon;
  return {
    delivery: `delivery-${at}`,
    message: 'offer',
    journey: 'welcome',
    version: 1,
    run: 'run',
    node: 'mail',
    channel: 'email',
    purpose: 'marketing',
    at,
    expiresAt: at + 86_400_000,
    status: 'handed_over',
    receipts: [],
    ...parts,
  };
}
