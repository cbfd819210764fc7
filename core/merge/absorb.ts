import type { AbsorbStimulus } from '#contracts/stimulus.ts';
import { uniteCompanies } from '../company/memberships.ts';
import { exitRun } from '../journey/exit-run.ts';
import { unitePlanned } from '../journey/planned.ts';
import { uniteKnownOrders } from '../profile/known-orders.ts';
import { uniteLists } from '../profile/lists.ts';
import { addIdentities } from '../profile/observe.ts';
import { uniteTraits } from '../profile/traits.ts';
import { readDocument } from '../read-document.ts';
import { standStill } from '../restriction/restrict.ts';
import { absorbSegments } from '../segment/absorb.ts';
import { followRelease } from '../segment/seed/follow-release.ts';
import type { ProfileState } from '../state.ts';
import type { Work } from '../work.ts';
import { writeDocument } from '../write-document.ts';
import { stricterConsents, stricterContact } from './consents.ts';

/**
 * The winner's half of a merge. Her own word goes before the loser's, except that the stricter consent wins. Running
 * journeys come along; where both are in the same one, hers goes on and the loser's ends.
 * Returns false for a repeat.
 */
export function absorb(work: Work, stimulus: AbsorbStimulus): boolean {
  // Before the loser's document is hers: what it has counted of the releases in between, she does not wait for.
  const own = followRelease(work.release, work.state);
  if (own.absorbed.includes(stimulus.id)) {
    const drop = { type: 'drop', profile: own.profile, at: work.now, id: stimulus.id } as const;
    work.facts.push({ ...drop, reason: 'duplicate', detail: 'absorb' });
    return false;
  }
  const other = readDocument(stimulus.document) as ProfileState;
  const ended = other.runs.filter((run) => own.runs.some((one) => one.journey === run.journey && one.key === run.key));

  const lastOrder = Math.max(own.orders.lastAt ?? 0, other.orders.lastAt ?? 0);
  const timeZone = own.timeZone ?? other.timeZone;
  const locale = own.locale ?? other.locale;
  work.state = {
    ...own,
    firstSeenAt: Math.min(own.firstSeenAt, other.firstSeenAt),
    lastSeenAt: Math.max(own.lastSeenAt, other.lastSeenAt),
    identities: addIdentities(own.identities, other.identities),
    traits: uniteTraits(work, own.traits, other.traits, stimulus.id),
    ...((own.companies ?? other.companies) && { companies: uniteCompanies(own.companies, other.companies) }),
    ...(timeZone !== undefined && { timeZone }),
    ...(locale !== undefined && { locale }),
    ...uniteTold(own, other),
    consents: stricterConsents(own.consents, other.consents),
    ...stricterContact(own, other),
    activity: newest(own.activity, other.activity),
    runs: [...own.runs, ...other.runs],
    entries: newest(own.entries, other.entries),
    ...uniteJourneys(own, other),
    pending: [...own.pending, ...other.pending],
    sends: [...own.sends, ...other.sends].sort((a, b) => a.at - b.at),
    orders: {
      count: own.orders.count + other.orders.count,
      value: Math.round((own.orders.value + other.orders.value) * 100) / 100,
      ...(lastOrder > 0 && { lastAt: lastOrder }),
    },
    knownOrders: uniteKnownOrders(own.knownOrders, other.knownOrders),
    // Of a loser who is not among them, delivery would wait for the document, a new segment would not wait for the history,
    // and a repeat would count the orders twice. The step keeps the newest; see newest-absorbed.ts.
    absorbed: [...own.absorbed, ...other.absorbed, stimulus.id],
    ...uniteDeparted(own, other),
  };
  absorbSegments(work, other);
  for (const run of ended) exitRun(work, run, 'merged');
  const restricted = own.restricted ?? other.restricted;
  if (restricted !== undefined) standStill(work, restricted);
  work.facts.push({
    type: 'merge',
    profile: own.profile,
    at: work.now,
    other: other.profile,
    change: 'absorbed',
    id: stimulus.id,
  });
  const { workspace, at, loser, id } = stimulus;
  work.effects.push({
    type: 'send_stimulus',
    stimulus: {
      ...{ type: 'keep', workspace, profile: loser, id: `keep:${id}`, at, receivedAt: work.now, absorb: id },
      document: writeDocument(own),
    },
  });
  return true;
}

/** Hers, and of the other what she has not. */
function uniteTold(own: ProfileState, other: ProfileState): Pick<ProfileState, 'place' | 'device' | 'lists'> {
  const [place, device] = [own.place ?? other.place, own.device ?? other.device];
  const lists = uniteLists(own.lists, other.lists);
  return { ...(place && { place }), ...(device && { device }), ...(lists && { lists }) };
}

/** What had left one of them for the other is back, and what both still wait for, they wait for together. */
function uniteDeparted(
  own: ProfileState,
  other: ProfileState,
): Pick<ProfileState, 'departed' | 'recounts' | 'withdrawn'> {
  const hers = new Set([own.profile, other.profile]);
  const departed = [...(own.departed ?? []), ...(other.departed ?? [])].filter(({ to }) => !hers.has(to));
  const recounts = [...(own.recounts ?? []), ...(other.recounts ?? [])];
  const withdrawn = [...(other.withdrawn ?? []), ...(own.withdrawn ?? [])];
  return {
    ...((own.departed ?? other.departed) && { departed }),
    ...(recounts.length > 0 && { recounts }),
    ...(withdrawn.length > 0 && { withdrawn }),
  };
}

/** What journeys remember beside their runs: her own arm of an experiment stays, entries are added up. */
function uniteJourneys(own: ProfileState, other: ProfileState): Partial<ProfileState> {
  const counts: { [journey: string]: number } = { ...own.entryCounts };
  for (const [journey, count] of Object.entries(other.entryCounts ?? {})) {
    counts[journey] = (counts[journey] ?? 0) + count;
  }
  return {
    ...unitePlanned(own, other),
    ...((own.entryCounts ?? other.entryCounts) && { entryCounts: counts }),
    ...((own.experiments ?? other.experiments) && { experiments: { ...other.experiments, ...own.experiments } }),
    ...((own.enteredBy ?? other.enteredBy) && { enteredBy: { ...other.enteredBy, ...own.enteredBy } }),
    ...((own.ended ?? other.ended) && { ended: [...(own.ended ?? []), ...(other.ended ?? [])] }),
  };
}

function newest<T extends { readonly [key: string]: number | undefined }>(own: T, other: T): T {
  const merged: { [key: string]: number | undefined } = { ...own };
  for (const [key, at] of Object.entries(other)) merged[key] = Math.max(merged[key] ?? 0, at ?? 0);
  return merged as T;
}
