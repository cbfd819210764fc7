import type { ComputedBucket, ComputedBuckets, PublishedComputedTrait } from '#contracts/computed-trait.ts';
import type { Instant, Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { PublishedLeadScore, ScoreSums } from '#contracts/lead-score.ts';
import { decayOf, uniteSums } from '#core/lead-score/score-sum.ts';
import { gatherBuckets } from '#core/profile/computed/computed-bucket.ts';
import type { Counter } from '#core/segment/counter.ts';
import { computedWithin } from '../segment/computed-history.ts';
import { counterSql, readHeld } from '../segment/counter-sql.ts';
import { createParameters } from '../segment/parameters.ts';
import { scoreCounts, sumsOf } from '../segment/score-history.ts';
import type { Ask } from './parts-of.ts';

interface Cut {
  readonly person: ProfileId;
  readonly parts: readonly ProfileId[];
  readonly lane: Lane;
  readonly commit: number;
  readonly ordinal: number;
}

interface Left {
  counters: { [key: string]: readonly number[] };
  computed: { [trait: string]: readonly ComputedBucket[] };
  scored: ScoreSums;
  left: { first: Instant; last: Instant; lastOrder: Instant };
  isAnythingLeft: boolean;
}

interface Definitions {
  readonly counters: readonly Counter[];
  readonly computed: readonly PublishedComputedTrait[];
  readonly score: PublishedLeadScore | undefined;
  readonly orderEvent: string;
}

/** What was recorded of each person before her own cut, all that became part of her before it included. */
export function leftFacts(ask: Ask) {
  return async (
    workspace: WorkspaceId,
    cuts: readonly Cut[],
    definitions: Definitions,
  ): Promise<ReadonlyMap<ProfileId, Left>> => {
    const found = new Map<ProfileId, Left>(cuts.map(({ person }) => [person, nothing()]));
    const rows = cuts.flatMap((cut) => [cut.person, ...cut.parts].map((profile) => ({ ...cut, profile })));
    const values = {
      workspace,
      profiles: rows.map(({ profile }) => profile),
      people: rows.map(({ person }) => person),
      lanes: rows.map(({ lane }) => lane),
      commits: rows.map(({ commit }) => commit),
      ordinals: rows.map(({ ordinal }) => ordinal),
    };
    await addCounters(ask, values, definitions, found);
    await addComputed(ask, values, definitions, rows, found);
    await addScored(ask, values, definitions, rows, found);
    await addSeen(ask, values, definitions, found);
    return found;
  };
}

/** The person whose profile a row stands under. */
const person = `transform(toString(profile), {profiles:Array(String)}, {people:Array(String)}, '')`;

const ofCut = (list: 'lanes' | 'commits' | 'ordinals') =>
  `transform(toString(profile), {profiles:Array(String)}, {${list}:Array(UInt64)}, toUInt64(0))`;

/** Whatever other lanes recorded under her profiles is from before a merge. */
const beforeCut =
  `profile IN (SELECT toUUID(arrayJoin({profiles:Array(String)}))) AND ` +
  `(lane != ${ofCut('lanes')} OR (commit, ordinal) < (${ofCut('commits')}, ${ofCut('ordinals')}))`;

type Values = Readonly<Record<string, unknown>>;
type Found = ReadonlyMap<ProfileId, Left>;

async function addCounters(ask: Ask, values: Values, { counters }: Definitions, found: Found): Promise<void> {
  if (counters.length === 0) return;
  const parameters = createParameters(values);
  const now = Date.now();
  const byKey = new Map(counters.map((counter) => [counter.key, counter]));
  const asked = { range: beforeCut, owner: { name: 'owner', expression: person }, now };
  const sql = counters.map((counter) => counterSql(counter, asked, parameters)).join(' UNION ALL ');
  for (const { owner, key, held } of await ask<{ owner: ProfileId; key: string; held: number[] }>(
    sql,
    parameters.values,
  )) {
    const [left, counter] = [found.get(owner), byKey.get(key)];
    if (left !== undefined && counter !== undefined) left.counters[key] = readHeld(counter, held, now);
  }
}

async function addComputed(
  ask: Ask,
  values: Values,
  { computed }: Definitions,
  rows: readonly { readonly profile: ProfileId; readonly person: ProfileId }[],
  found: Found,
): Promise<void> {
  const byProfile = await computedWithin(ask, values, computed, () => beforeCut);
  for (const { profile, person: owner } of rows) {
    const left = found.get(owner);
    const own: ComputedBuckets | undefined = byProfile.get(profile);
    if (left === undefined || own === undefined) continue;
    for (const trait of computed) {
      const buckets = own[trait.id];
      if (buckets === undefined) continue;
      left.computed[trait.id] = gatherBuckets(trait, [...(left.computed[trait.id] ?? []), ...buckets]);
    }
  }
}

async function addScored(
  ask: Ask,
  values: Values & { readonly workspace: WorkspaceId },
  { score }: Definitions,
  rows: readonly { readonly profile: ProfileId; readonly person: ProfileId }[],
  found: Found,
): Promise<void> {
  if (score === undefined) return;
  const byProfile = sumsOf(score, await scoreCounts(ask, values, score, () => beforeCut));
  for (const { profile, person: owner } of rows) {
    const left = found.get(owner);
    const own = byProfile.get(profile);
    if (left && own) left.scored = uniteSums(decayOf(score.decay), left.scored, own);
  }
}

async function addSeen(ask: Ask, values: Values, { orderEvent }: Definitions, found: Found): Promise<void> {
  const rows = await ask<{ owner: ProfileId; events: number; first: Instant; last: Instant; lastOrder: Instant }>(
    `SELECT ${person} AS owner, count() AS events, toUnixTimestamp64Milli(minIf(at, ${beforeCut})) AS first,
       toUnixTimestamp64Milli(maxIf(at, ${beforeCut})) AS last,
       toUnixTimestamp64Milli(maxIf(at, type = 'track' AND name = {orderEvent:String} AND ${beforeCut})) AS lastOrder
     FROM event WHERE workspace = {workspace:UInt32} AND profile IN (SELECT toUUID(arrayJoin({profiles:Array(String)})))
     GROUP BY owner`,
    { ...values, orderEvent },
  );
  for (const { owner, first, last, lastOrder } of rows) {
    const left = found.get(owner);
    if (left === undefined) continue;
    left.left = { first: Math.max(0, first), last: Math.max(0, last), lastOrder: Math.max(0, lastOrder) };
    left.isAnythingLeft = true;
  }
  const words = await ask<{ owner: ProfileId }>(
    `SELECT DISTINCT ${person} AS owner FROM consent_fact
     WHERE workspace = {workspace:UInt32} AND profile IN (SELECT toUUID(arrayJoin({profiles:Array(String)})))`,
    values,
  );
  for (const { owner } of words) {
    const left = found.get(owner);
    if (left !== undefined) left.isAnythingLeft = true;
  }
}

function nothing(): Left {
  return { counters: {}, computed: {}, scored: {}, left: { first: 0, last: 0, lastOrder: 0 }, isAnythingLeft: false };
}
