import type { Identity } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { PartStimulus } from '#contracts/stimulus.ts';
import { partCompanies } from '../company/memberships.ts';
import { partLists } from '../profile/lists.ts';
import { readDocument } from '../read-document.ts';
import { followRelease } from '../segment/seed/follow-release.ts';
import type { ProfileState } from '../state.ts';
import type { Work } from '../work.ts';
import { awaitRecount } from './await-recount.ts';
import type { ReturnedDocument } from './give-back.ts';
import { partConsents, partSuppressions, partWishes, wishesSince } from './part-consents.ts';

/**
 * The winner's half of an undo. What the loser brought and nobody has changed since goes; journeys and messages of hers
 * that still run go back to her as they stand. What was said to her since stays with the winner, whom it was said to.
 * Counters begin anew and are filled by the recount. Returns false where the loser is not part of her.
 */
export function part(work: Work, stimulus: PartStimulus): boolean {
  const held = followRelease(work.release, work.state);
  const { profile } = held;
  if (!held.absorbed.includes(stimulus.absorb)) {
    const drop = { type: 'drop', profile, at: work.now, id: stimulus.id } as const;
    work.facts.push({ ...drop, reason: 'duplicate', detail: 'part' });
    return false;
  }
  const loser = readDocument(stimulus.loserDocument) as ProfileState;
  const before = readDocument(stimulus.winnerDocument) as ProfileState;
  const release = held.release ?? work.release.source.number;
  const hers = <T>(own: readonly T[], key: (one: T) => string): ((one: T) => boolean) => {
    const keys = new Set(own.map(key));
    return (one) => keys.has(key(one));
  };
  const isHerRun = hers(loser.runs, ({ id }) => id);
  const isHerPending = hers(loser.pending, ({ delivery }) => delivery);
  const isHerSend = hers(loser.sends, ({ delivery }) => delivery);
  // Whose the orders since were, the recount tells.
  const lastAt = before.orders.lastAt ?? 0;
  const {
    timeZone: _timeZone,
    locale: _locale,
    place: _place,
    device: _device,
    importedExpiries: _expiries,
    restricted: _restricted,
    ...kept
  } = held;
  const { doNotContact: _order, pausedUntil: _pause, daysBetween: _days, consentDue: _due, ...rest } = kept;
  const timeZone = backTo(held.timeZone, loser.timeZone, before.timeZone);
  const locale = backTo(held.locale, loser.locale, before.locale);
  const place = partTold(held.place, loser.place, before.place);
  const device = partTold(held.device, loser.device, before.device);
  const lists = partLists(held.lists, loser.lists, before.lists);
  const restricted = backTo(held.restricted?.at, loser.restricted?.at, before.restricted?.at);
  work.state = {
    ...rest,
    ...partWishes(held, before, loser),
    ...(restricted !== undefined && held.restricted && { restricted: held.restricted }),
    ...(timeZone !== undefined && { timeZone }),
    ...(locale !== undefined && { locale }),
    ...(place && { place }),
    ...(device && { device }),
    ...(lists && { lists }),
    firstSeenAt: held.firstSeenAt === loser.firstSeenAt ? before.firstSeenAt : held.firstSeenAt,
    identities: without(held.identities, stimulus.identities),
    departed: [
      ...(held.departed ?? []).filter((one) => !includes(stimulus.identities, one)),
      ...stimulus.identities.map(({ kind, value }) => ({ kind, value, to: stimulus.loser })),
    ],
    traits: partTraits(held.traits, loser.traits, before.traits),
    consents: partConsents(held.consents, before.consents, stimulus.mergedAt),
    ...(held.companies && { companies: partCompanies(held.companies, loser.companies, before.companies) }),
    suppressions: partSuppressions(held.suppressions, before.suppressions, stimulus.mergedAt),
    activity: partTimes(held.activity, before.activity, stimulus.mergedAt),
    entries: partTimes(held.entries, before.entries, stimulus.mergedAt),
    runs: held.runs.filter((run) => !isHerRun(run)),
    pending: held.pending.filter((message) => !isHerPending(message)),
    sends: held.sends.filter((send) => !isHerSend(send)),
    orders: {
      count: held.orders.count - loser.orders.count,
      value: Math.round((held.orders.value - loser.orders.value) * 100) / 100,
      ...(lastAt > 0 && { lastAt }),
    },
    counters: new Map(),
    segmentsDue: null,
    awaitedSeeds: [],
    earlySeeds: [],
    absorbed: held.absorbed.filter((id) => id !== stimulus.absorb && !loser.absorbed.includes(id)),
    computed: {},
    ...(held.scored && { scored: {} }),
    recounts: awaitRecount(held.recounts, { undo: stimulus.undo, release }),
    recountedRelease: release,
  };
  const returned: ReturnedDocument = {
    runs: held.runs.filter(isHerRun),
    pending: held.pending.filter(isHerPending),
    sends: held.sends.filter(isHerSend),
    consents: held.consents.filter(({ at, status }) => at > stimulus.mergedAt && status === 'denied'),
    suppressions: held.suppressions.filter(({ at }) => at > stimulus.mergedAt),
    wishes: wishesSince(held, before, loser),
    ...(held.restricted && held.restricted.at > stimulus.mergedAt && { restricted: held.restricted }),
    ...(held.knownOrders && { knownOrders: held.knownOrders }),
  };
  const { workspace, at, undo } = stimulus;
  work.facts.push({ type: 'merge', profile, at: work.now, other: stimulus.loser, change: 'parted', id: undo });
  work.effects.push({
    type: 'send_stimulus',
    stimulus: {
      ...{ type: 'return', workspace, profile: stimulus.loser, id: `return:${undo}`, at, receivedAt: work.now, undo },
      document: JSON.stringify(returned),
    },
  });
  return true;
}

/** What she told and nobody has changed since is taken out again; where the winner had it before, she never got it. */
function partTraits(held: JsonObject, loser: JsonObject, before: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(held).filter(([name, value]) => {
      if (!Object.hasOwn(loser, name) || Object.hasOwn(before, name)) return true;
      return JSON.stringify(value) !== JSON.stringify(loser[name]);
    }),
  );
}

function partTimes<T extends { readonly [key: string]: number | undefined }>(held: T, before: T, mergedAt: number): T {
  const entries = Object.entries(held).flatMap(([key, at]) => {
    const own = since(at, mergedAt) ?? before[key];
    return own === undefined ? [] : [[key, own] as const];
  });
  return Object.fromEntries(entries) as T;
}

function since(at: number | undefined, mergedAt: number): number | undefined {
  return at !== undefined && at > mergedAt ? at : undefined;
}

function backTo<T>(held: T, loser: T, before: T): T {
  return before === undefined && held === loser ? before : held;
}

function partTold<T extends object>(held: T | undefined, loser: T | undefined, before: T | undefined): T | undefined {
  return before === undefined && JSON.stringify(held) === JSON.stringify(loser) ? undefined : held;
}

function includes(identities: readonly Identity[], { kind, value }: Identity): boolean {
  return identities.some((one) => one.kind === kind && one.value === value);
}

function without(identities: readonly Identity[], others: readonly Identity[]): readonly Identity[] {
  return identities.filter((identity) => !includes(others, identity));
}
