import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { PublishedLeadScore, ScoreDecay, ScoreSum, ScoreSums } from '#contracts/lead-score.ts';
import { decayOf, sumOf, uniteSum } from '#core/lead-score/score-sum.ts';
import { happeningsSql } from './happenings-sql.ts';
import { createParameters, type Parameters } from './parameters.ts';

/** The rules on events of a lead score, and how what they bring decays. */
export interface ScoreQuestion {
  readonly decay: ScoreDecay;
  readonly rules: PublishedLeadScore['rules'];
}

/** What one rule counted under one profile within one day of UTC: so many events, the newest at `last`, worth so much together. */
export interface ScoreCount {
  readonly profile: ProfileId;
  readonly rule: string;
  readonly times: number;
  readonly worth: number;
  readonly last: Instant;
}

type Ask = <Row>(sql: string, values: Readonly<Record<string, unknown>>) => Promise<Row[]>;

/** What rules count of the facts within `rangeOf` (a condition), which may name what is `reserved`. */
export async function scoreCounts(
  ask: Ask,
  reserved: Readonly<Record<string, unknown>> & { readonly workspace: WorkspaceId },
  { rules }: Pick<ScoreQuestion, 'rules'>,
  rangeOf: (parameters: Parameters) => string,
): Promise<readonly ScoreCount[]> {
  const parameters = createParameters(reserved);
  const range = rangeOf(parameters);
  const parts = rules.flatMap(({ id, cause, isGiven }) => {
    if (cause.type !== 'event') return [];
    const happenings = happeningsSql({ source: 'event', match: cause.match }, range, parameters);
    const worth = isGiven ? `sum(JSONExtractInt(properties, 'points'))` : 'toInt64(count())';
    // What a journey brings about arrives by no identity: an event of the name that was tracked gives nothing.
    const own = isGiven ? `AND identity_kind = '' ` : '';
    return [
      `SELECT profile, ${parameters.bind('String', id)} AS rule, count() AS times, ${worth} AS worth, ` +
        `toUnixTimestamp64Milli(max(at)) AS last FROM ${happenings} ${own}` +
        // A period is of whole days.
        `GROUP BY profile, toDate(at, 'UTC')`,
    ];
  });
  return parts.length === 0 ? [] : await ask<ScoreCount>(parts.join(' UNION ALL '), parameters.values);
}

/** The same by profile, as documents hold it. */
export function sumsOf({ decay }: ScoreQuestion, counts: readonly ScoreCount[]): ReadonlyMap<ProfileId, ScoreSums> {
  const way = decayOf(decay);
  const found = new Map<ProfileId, { [rule: string]: ScoreSum }>();
  for (const { profile, rule, times, worth, last } of counts) {
    const own = found.get(profile) ?? {};
    found.set(profile, own);
    const sum = sumOf(way, last, times, worth);
    const held = own[rule];
    own[rule] = held === undefined ? sum : uniteSum(way, held, sum);
  }
  return found;
}
