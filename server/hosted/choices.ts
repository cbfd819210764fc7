import { type Channel, channelSchema } from '#contracts/channel.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import type { ConsentStatus } from '#contracts/stimulus.ts';
import { consentGate } from '#core/arbiter/gates/consent.ts';
import { addressOn } from '#core/arbiter/gates/reachability.ts';
import type { ProfileState } from '#core/state.ts';

/** One switch on the preference page: news about a topic, in a channel. */
export interface Choice {
  readonly topic: string;
  readonly channel: Channel;
  readonly granted: boolean;
}

export type ConsentChange = { readonly channel: Channel; readonly topic?: string; readonly status: ConsentStatus };

/** Channels on which the person can be reached, or all that send where none of them is known. */
function choosableChannels(settings: WorkspaceSettings, state: ProfileState | undefined): readonly Channel[] {
  const personal = settings.enabledChannels.filter((channel) => channel !== 'webhook');
  const reachable = personal.filter((channel) => state && addressOn(state, channel) !== undefined);
  return reachable.length > 0 ? reachable : personal;
}

/** What stands today, judged by the same rule that decides about every message. */
export function currentChoices(settings: WorkspaceSettings, state: ProfileState | undefined): readonly Choice[] {
  const channels = choosableChannels(settings, state);
  return settings.topics.flatMap(({ id: topic }) =>
    channels.map((channel) => ({ topic, channel, granted: isGranted(settings, state, topic, channel) })),
  );
}

function isGranted(
  settings: WorkspaceSettings,
  state: ProfileState | undefined,
  topic: string,
  channel: Channel,
): boolean {
  if (!state) return !settings.optInChannels.includes(channel);
  const message = {
    id: '',
    name: '',
    purpose: 'marketing',
    topic,
    priority: 0,
    channelOrder: [channel],
    validMinutes: 1,
    variants: {},
  } as const;
  const question = { state, settings, message: { ...message, channelOrder: [channel] }, channel, now: 0, failed: [] };
  return consentGate(question).outcome === 'passed';
}

/** The switches as they were sent: a switch that is off is not part of a form, so each form names those it showed. */
export function readChoices(form: URLSearchParams, settings: WorkspaceSettings): readonly Choice[] {
  const on = new Set(form.getAll('on'));
  return [...new Set(form.getAll('shown'))].flatMap((name) => {
    const separator = name.indexOf(':');
    const channel = channelSchema.safeParse(name.slice(0, separator));
    const topic = name.slice(separator + 1);
    const known = channel.success && settings.topics.some(({ id }) => id === topic);
    return known ? [{ topic, channel: channel.data, granted: on.has(name) }] : [];
  });
}

/** Only what differs from today is said, so that a look at the page without a change says nothing in her name. */
export function changesBetween(current: readonly Choice[], wanted: readonly Choice[]): readonly ConsentChange[] {
  return wanted.flatMap(({ topic, channel, granted }) => {
    const before = current.find((choice) => choice.topic === topic && choice.channel === channel);
    return before?.granted === granted ? [] : [{ channel, topic, status: granted ? 'granted' : 'denied' } as const];
  });
}

export function choiceName({ channel, topic }: Choice): string {
  return `${channel}:${topic}`;
}
