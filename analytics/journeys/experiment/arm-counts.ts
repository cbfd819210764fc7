import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { ArmCount } from '#contracts/experiment.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { ExperimentMeasure } from '#contracts/journey/experiment-settings.ts';
import { groupByPerson } from '../../segment/current-profile.ts';
import { happeningsSql } from '../../segment/happenings-sql.ts';
import { createParameters, type Parameters } from '../../segment/parameters.ts';

export interface ExperimentQuestion {
  readonly journey: string;
  readonly node: string;
  /** Release with which counting began: people drawn earlier are left out. 0 for all that were ever drawn. */
  readonly since: number;
  /** People drawn later than that have not had their time yet: they are told as drawn and not counted. */
  readonly drawnBy: Instant;
  readonly measure: ExperimentMeasure | undefined;
  /** Steps of which messages count, by arm; for `engagement`. */
  readonly messageNodes: Readonly<Record<string, readonly string[]>>;
}

/** People of one arm who were drawn under one allocation. */
export interface DrawnCount extends ArmCount {
  /** The release of the allocation; 0 where they were drawn by the weights of the version. */
  readonly release: number;
  readonly drawn: number;
}

/**
 * What came of the people whom an experiment has shared out, by arm and allocation. Each person counts once, by her first passage, with
 * what she did within the hours of the measure from then on. Whoever has passed by two arms, because an arm was taken away or two
 * profiles became one, belongs to neither and is left out.
 */
export async function experimentCounts(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  question: ExperimentQuestion,
): Promise<readonly DrawnCount[]> {
  const { journey, node, since, drawnBy, measure } = question;
  const parameters = createParameters({ workspace, journey, node, since, drawnBy });
  const sql = `
    SELECT arm, release, count() AS drawn, countIf(due) AS people, countIf(due AND hits > 0) AS conversions,
      sumIf(worth, due) AS value, sumIf(worth * worth, due) AS valueSquares
    FROM (
      SELECT draws.person AS person, any(draws.arm) AS arm, any(draws.release) AS release,
        any(draws.at) <= ${instantOf('{drawnBy:Int64}')} AS due, ${hits(measure, parameters)} AS hits, ${worth(measure, parameters)} AS worth
      FROM (${drawsSql}) AS draws
      GLOBAL LEFT JOIN (${outcomesSql(question, parameters)}) AS outcomes ON outcomes.person = draws.person
      GROUP BY person
    ) GROUP BY arm, release ORDER BY arm, release`;
  return queryRows<DrawnCount>(client, sql, parameters.values, { background: true });
}

const passages = `
  SELECT profile, at, branch, run, toUInt32OrZero(detail) AS release FROM journey_step
  WHERE workspace = {workspace:UInt32} AND journey = {journey:String} AND node = {node:String} AND change = 'passed'`;

/** Who was drawn for which arm when. */
const drawsSql = groupByPerson(
  passages,
  [
    'min(found.at) AS at',
    'argMin(found.branch, found.at) AS arm',
    'argMin(found.run, found.at) AS run',
    'argMin(found.release, found.at) AS release',
  ],
  'uniqExact(found.branch) = 1 AND release >= {since:UInt32}',
);

/** What could count, of anybody, as (person, at, worth, run). */
function outcomesSql({ measure, journey, messageNodes }: ExperimentQuestion, parameters: Parameters): string {
  const columns = ['found.at AS at', 'found.worth AS worth', 'found.arms AS arms', 'found.run AS run'];
  const of = (facts: string) => perPerson(facts, columns);
  const nothing = `[]::Array(String) AS arms, '' AS run`;
  switch (measure?.type) {
    case undefined:
      return of(`SELECT profile, at, 0. AS worth, ${nothing} FROM journey_step WHERE false`);
    case 'event':
      return of(
        `SELECT profile, at, 0. AS worth, ${nothing} FROM ${happeningsSql({ source: 'event', match: measure.match }, 'true', parameters)}`,
      );
    case 'order':
    case 'revenue':
      return of(
        `SELECT profile, at, toFloat64(value) AS worth, ${nothing} FROM order_fact WHERE workspace = {workspace:UInt32} AND source = 'live'`,
      );
    case 'engagement': {
      const arms = Object.keys(messageNodes);
      const below = arms.map(
        (arm) =>
          `if(has(${parameters.bind('Array(String)', messageNodes[arm] ?? [])}, node), [${parameters.bind('String', arm)}], [])`,
      );
      return of(
        `SELECT profile, at, 0. AS worth, arrayConcat([]::Array(String), ${below.join(', ')}) AS arms, run FROM message_fact
         WHERE workspace = {workspace:UInt32} AND journey = ${parameters.bind('String', journey)} AND kind = ${parameters.bind('String', measure.kind)}`,
      );
    }
  }
}

/** Rows with the person of today in place of the profile. */
function perPerson(facts: string, columns: readonly string[]): string {
  const nobody = `toUUID('00000000-0000-0000-0000-000000000000')`;
  return (
    `SELECT if(alias.current_profile = ${nobody}, found.profile, alias.current_profile) AS person, ${columns.join(', ')} ` +
    `FROM (${facts}) AS found GLOBAL ANY LEFT JOIN (SELECT profile, current_profile FROM profile_alias WHERE workspace = {workspace:UInt32}) AS alias ` +
    'ON alias.profile = found.profile'
  );
}

/** Whether an outcome came in time, and from where it may come. */
function inTime(measure: ExperimentMeasure, parameters: Parameters): string {
  const within = parameters.bind('Int64', measure.withinHours * 3_600);
  const time = `outcomes.at > draws.at AND outcomes.at <= draws.at + toIntervalSecond(${within})`;
  return measure.type === 'engagement'
    ? `${time} AND outcomes.run = draws.run AND has(outcomes.arms, draws.arm)`
    : time;
}

function hits(measure: ExperimentMeasure | undefined, parameters: Parameters): string {
  if (measure === undefined) return 'toUInt64(0)';
  // A refund lowers what somebody bought for; by itself it is no purchase.
  const isPurchase = measure.type === 'order' || measure.type === 'revenue' ? ' AND outcomes.worth > 0' : '';
  return `countIf(${inTime(measure, parameters)}${isPurchase})`;
}

function worth(measure: ExperimentMeasure | undefined, parameters: Parameters): string {
  return measure?.type === 'revenue' ? `sumIf(outcomes.worth, ${inTime(measure, parameters)})` : '0.';
}

function instantOf(bound: string): string {
  return `fromUnixTimestamp64Milli(${bound}, 'UTC')`;
}
