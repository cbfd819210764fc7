import type { ConsentStimulus, SuppressionChange } from '#contracts/stimulus.ts';
import type { ProfileState } from '../../state.ts';
import type { Work } from '../../work.ts';
import { applyConsent } from './consent.ts';
import { recordConsent } from './consent-fact.ts';

/** Everything that a consent stimulus says: words per channel and topic, then what holds for the whole person. */
export function applyConsentStimulus(work: Work, stimulus: ConsentStimulus): void {
  applyConsent(work, stimulus.changes, stimulus.at, stimulus.source, stimulus.proof);
  if (stimulus.pausedUntil !== undefined) pause(work, stimulus, stimulus.pausedUntil);
  if (stimulus.daysBetween !== undefined) limit(work, stimulus, stimulus.daysBetween);
  if (stimulus.doNotContact !== undefined) order(work, stimulus, stimulus.doNotContact);
  for (const change of stimulus.suppressions ?? []) suppress(work, stimulus, change);
}

function pause(work: Work, { at, source, proof }: ConsentStimulus, until: number | null): void {
  const { pausedUntil: before, ...rest } = work.state;
  if ((before ?? null) === until) return;
  work.state = until === null ? rest : { ...rest, pausedUntil: until };
  const status = until === null ? 'lifted' : 'set';
  recordConsent(work, { kind: 'pause', status, source, until: until ?? 0 }, at, proof);
}

function limit(work: Work, { at, source, proof }: ConsentStimulus, days: number | null): void {
  const { daysBetween: before, ...rest } = work.state;
  if ((before ?? null) === days) return;
  work.state = days === null ? rest : { ...rest, daysBetween: days };
  const status = days === null ? 'lifted' : 'set';
  recordConsent(work, { kind: 'frequency', status, source, detail: days === null ? '' : String(days) }, at, proof);
}

function order(
  work: Work,
  { at, source, proof }: ConsentStimulus,
  wanted: NonNullable<ConsentStimulus['doNotContact']> | null,
): void {
  const { doNotContact: before, ...rest } = work.state;
  if (wanted === null) {
    if (before === undefined) return;
    work.state = rest;
    recordConsent(work, { kind: 'do_not_contact', status: 'lifted', source, detail: before.scope }, at, proof);
    return;
  }
  const { scope, until } = wanted;
  const reason = proof?.note;
  const doNotContact: NonNullable<ProfileState['doNotContact']> = {
    scope,
    at,
    source,
    ...(until !== undefined && { until }),
    ...(reason !== undefined && { reason }),
    ...(proof?.actor !== undefined && { actor: proof.actor }),
  };
  if (JSON.stringify(before) === JSON.stringify(doNotContact)) return;
  work.state = { ...rest, doNotContact };
  const record = { kind: 'do_not_contact', status: 'set', source, detail: scope, until: until ?? 0 } as const;
  recordConsent(work, record, at, proof);
}

/** The list is the truth, and it is asked at hand-over; here stands what the decision needs to know of it. */
function suppress(work: Work, { at, source, proof }: ConsentStimulus, change: SuppressionChange): void {
  const { channel, addressHash, reason, status } = change;
  const { suppressions } = work.state;
  const same = suppressions.filter((held) => held.channel === channel && held.address === addressHash);
  // Lifted by one of the team: what bounced or was complained about before the list knew addresses goes with it.
  const lifted = suppressions.filter(
    (held) => held.channel === channel && (held.address ?? addressHash) === addressHash,
  );
  if (status === 'set' ? same.some((held) => held.reason === reason) : lifted.length === 0) return;
  work.state = {
    ...work.state,
    suppressions:
      status === 'set'
        ? [...suppressions, { channel, reason, at, address: addressHash }]
        : suppressions.filter((held) => !lifted.includes(held)),
  };
  recordConsent(work, { kind: 'suppression', channel, status, source, detail: reason }, at, proof);
}
