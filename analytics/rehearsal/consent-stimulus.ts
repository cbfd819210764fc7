import { type Channel, channelSchema } from '#contracts/channel.ts';
import type { ConsentFactKind, ConsentFactStatus } from '#contracts/consent/consent.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { ConsentStimulus } from '#contracts/stimulus.ts';

export interface ConsentRow {
  readonly profile: ProfileId;
  readonly kind: ConsentFactKind;
  readonly channel: string;
  readonly topic: string;
  readonly status: ConsentFactStatus;
  readonly source: string;
  readonly detail: string;
  readonly until: Instant;
  readonly at: Instant;
  readonly received_at: Instant;
}

/** The stimulus that says again what a fact of consent recorded; nothing for what only time brought about. */
export function consentStimulus(
  workspace: WorkspaceId,
  profile: ProfileId,
  row: ConsentRow,
): readonly ConsentStimulus[] {
  const said = wordOf(row);
  if (said === undefined) return [];
  const { at, received_at: receivedAt, source } = row;
  const id = ['consent', row.kind, row.channel, row.topic, row.status, String(receivedAt)].join(':');
  return [{ type: 'consent', workspace, profile, id, at, receivedAt, source, changes: [], ...said }];
}

type Word = Partial<Pick<ConsentStimulus, 'changes' | 'pausedUntil' | 'daysBetween' | 'doNotContact'>>;

function wordOf({ kind, channel, topic, status, detail, until }: ConsentRow): Word | undefined {
  const isSet = status === 'set';
  switch (kind) {
    case 'consent':
      return changeOf(channelSchema.safeParse(channel).data, topic, status, until);
    case 'pause':
      return { pausedUntil: isSet ? until : null };
    case 'frequency':
      return { daysBetween: isSet ? Number(detail) : null };
    case 'do_not_contact':
      return { doNotContact: isSet ? { scope: detail === 'all' ? 'all' : 'marketing', ...untilOf(until) } : null };
    case 'suppression':
      // The fact names no address; a bounce or complaint of hers comes with its receipt.
      return undefined;
  }
}

/** A yes that waits to be confirmed was none yet; one that lapsed did so by the clock, which a rehearsal has too. */
function changeOf(
  channel: Channel | undefined,
  topic: string,
  status: ConsentFactStatus,
  until: Instant,
): Word | undefined {
  if (channel === undefined || (status !== 'granted' && status !== 'denied')) return undefined;
  const about = { channel, ...(topic !== '' && { topic }) };
  if (status === 'denied') return { changes: [{ ...about, status }] };
  return { changes: [{ ...about, status, confirmed: true, ...(until > 0 && { expiresAt: until }) }] };
}

function untilOf(until: Instant): { readonly until?: Instant } {
  return until > 0 ? { until } : {};
}
