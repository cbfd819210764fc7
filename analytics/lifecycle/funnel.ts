import type { ClickHouseClient } from '@clickhouse/client';
import { ofCurrentProfile } from '#components/clickhouse/alias.ts';
import { queryRows } from '#components/clickhouse/client.ts';
import type { LifecycleFunnel } from '#contracts/api/lifecycle.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { type LifecycleStage, lifecycleStages, stageOfSegment, stageSegment } from '#contracts/lifecycle.ts';
import { instant } from '../instant.ts';
import { movesBetween } from './moves.ts';

const movesSql = `SELECT from, to, uniqExact(person) AS people FROM ${movesBetween()} GROUP BY from, to`;

// Numbers of stages are those of {stages:Array(String)}, from 1.
const number = (segment: string) => `indexOf({stages:Array(String)}, ${segment})`;

const reachedSql = `
  SELECT segment, count() AS reached, countIf(furthest > ${number('segment')}) AS movedOn
  FROM (
    SELECT segment, profile,
      argMaxIf(change, (at, commit, ordinal), at < ${instant('since')}) = 'entered' AS was,
      countIf(change = 'entered' AND at >= ${instant('since')}) > 0 AS came
    FROM ${ofCurrentProfile('membership')}
    WHERE segment IN {stages:Array(String)} AND at < ${instant('until')}
    GROUP BY segment, profile HAVING was OR came) AS inside
  LEFT JOIN (
    SELECT person, from, max(${number('to')}) AS furthest FROM ${movesBetween()} GROUP BY person, from) AS moves
    ON moves.person = inside.profile AND moves.from = inside.segment
  GROUP BY segment`;

type Stages = readonly { readonly stage: LifecycleStage; readonly reached: number; readonly movedOn: number }[];

/** How many people were in each stage within a period, how many of them went on, and every move between two stages. */
export async function lifecycleFunnelFigures(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  period: { readonly since: Instant; readonly until: Instant },
): Promise<{ readonly stages: Stages; readonly moves: LifecycleFunnel['moves'] }> {
  const values = { workspace, ...period, stages: lifecycleStages.map(stageSegment) };
  const [moves, reached] = await Promise.all([
    queryRows<{ from: string; to: string; people: number }>(client, movesSql, values),
    queryRows<{ segment: string; reached: number; movedOn: number }>(client, reachedSql, values),
  ]);
  return {
    stages: reached.flatMap(({ segment, ...counts }) => {
      const stage = stageOfSegment(segment);
      return stage === undefined ? [] : [{ stage, ...counts }];
    }),
    moves: moves.map(({ from, to, people }) => ({
      ...{ from: stageOfSegment(from) ?? null, to: stageOfSegment(to) ?? null, people },
    })),
  };
}
