import type { CountryCode } from 'libphonenumber-js/max';
import type { InboundMessage } from '#channels/port.ts';
import type { Store } from '#components/store/port/index.ts';
import type { Channel } from '#contracts/channel.ts';
import type { Identity, Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { type InboundProperties, inboundEvent } from '#contracts/inbound/inbound.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import type { EventSink, TrackedEvent } from '#contracts/tracked-event.ts';
import type { IdentityRules } from '#core/identity/rules.ts';
import { shortHash } from '#core/stable-id.ts';
import { normalise } from '../tracking/identities.ts';

export interface InboundParts {
  readonly store: Pick<Store, 'readProfiles' | 'identities'>;
  /** Finds or creates whoever wrote; durable when it resolves. The schema of events does not stand in the way. */
  readonly sink: EventSink;
  /** Durable when it resolves; a stimulus whose id was appended before is passed over. */
  readonly appendStimuli: (stimuli: readonly ProfileStimulus[]) => Promise<void>;
  readonly identityRules: (workspace: WorkspaceId) => IdentityRules;
  /** Country in which phone numbers without `+` are read. */
  readonly country: () => Promise<CountryCode>;
}

export interface InboundAccount {
  readonly workspace: WorkspaceId;
  readonly channel: Channel;
  readonly provider: string;
}

/** How many were taken, and how many are from nobody whom the rules of identity let become known. */
export type TakeInbound = (
  account: InboundAccount,
  messages: readonly InboundMessage[],
  now: Instant,
) => Promise<{ readonly taken: number; readonly ignored: number }>;

/**
 * Brings messages of people into the log, whose they are by the address that they came from. An address that nobody has goes
 * to whoever was sent the message that it answers, else to somebody new, where its kind of identity may name a person.
 */
export function createInboundTaker(parts: InboundParts): TakeInbound {
  const { store, sink, appendStimuli, identityRules } = parts;

  async function addressOf(
    workspace: WorkspaceId,
    country: CountryCode,
    { from }: InboundMessage,
  ): Promise<FoundAddress | undefined> {
    const rule = identityRules(workspace).of(from.kind);
    const value = rule && normalise(from.value, rule.format, country);
    if (value === undefined) return undefined;
    const identity = { kind: from.kind, value };
    const [row] = await store.identities.find(workspace, [identity]);
    if (row?.shared) return undefined;
    return { identity, isKnown: row !== undefined };
  }

  /** An answer would make a new document for somebody who was erased. */
  async function answererOf(workspace: WorkspaceId, { answers }: InboundMessage): Promise<ProfileId | undefined> {
    if (answers === undefined) return undefined;
    const known = await store.readProfiles(workspace, [answers.profile]);
    return known.has(answers.profile) ? answers.profile : undefined;
  }

  return async (account, messages, now) => {
    if (messages.length === 0) return { taken: 0, ignored: 0 };
    const events: TrackedEvent[] = [];
    const stimuli: ProfileStimulus[] = [];
    const country = await parts.country();
    for (const message of messages) {
      const { workspace } = account;
      const address = await addressOf(workspace, country, message);
      const answerer = address?.isKnown ? undefined : await answererOf(workspace, message);
      const { id, at, content } = eventOf(account, message);
      const observed = { workspace, at, receivedAt: now, context: {} };
      if (answerer !== undefined) {
        stimuli.push({ ...content, ...observed, id, profile: answerer, identities: [] });
      } else if (address !== undefined) {
        events.push({ ...observed, messageId: id, identities: [address.identity], content });
      }
    }
    if (events.length > 0) await sink.accept(events);
    if (stimuli.length > 0) await appendStimuli(stimuli);
    const taken = events.length + stimuli.length;
    return { taken, ignored: messages.length - taken };
  };
}

interface FoundAddress {
  readonly identity: Identity;
  readonly isKnown: boolean;
}

function eventOf({ channel, provider }: InboundAccount, { id, from, to, text, subject, at, answers }: InboundMessage) {
  const properties = {
    ...{ channel, text, from: from.value, provider },
    ...(to !== undefined && { to }),
    ...(subject !== undefined && { subject }),
  } satisfies InboundProperties;
  const content = {
    type: 'track',
    name: inboundEvent,
    properties,
    inbound: { channel, ...(answers && { delivery: answers.delivery }) },
  } as const;
  // Ids of mails are as long as their senders like.
  return { id: `inbound:${channel}:${provider}:${shortHash(24, id)}`, at, content };
}
