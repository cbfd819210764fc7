import { lifecycleFunnelFigures } from '#analytics/lifecycle/funnel.ts';
import { lifecycleFunnel } from '#contracts/api/lifecycle.ts';
import { historyQuery } from '#contracts/api/segment-history.ts';
import { lifecycleStages, stageSegment } from '#contracts/lifecycle.ts';
import { newestRelease } from '../definitions/parts.ts';
import type { ServerParts } from '../parts.ts';
import { reportsDatabase } from '../reports-database.ts';
import type { Routes } from '../routes/routes.ts';

const day = 86_400_000;

export function registerLifecycleFunnel(app: Routes, parts: ServerParts): void {
  const { analytics, workspace } = parts;

  app.get(
    '/lifecycle/funnel',
    {
      schema: {
        tags: ['people'],
        summary: 'How people move between the stages of the lifecycle within a period',
        querystring: historyQuery,
        response: { 200: lifecycleFunnel },
      },
    },
    async ({ query: { days } }) => {
      const until = Date.now();
      const since = until - days * day;
      const [{ segments }, sizes, figures] = await Promise.all([
        newestRelease(parts),
        analytics.segmentSizes(workspace),
        lifecycleFunnelFigures(reportsDatabase(parts), workspace, { since, until }),
      ]);
      const known = new Set(segments.map(({ id }) => id));
      const stages = lifecycleStages.flatMap((stage) => {
        const segment = stageSegment(stage);
        if (!known.has(segment)) return [];
        const { reached = 0, movedOn = 0 } = figures.stages.find((one) => one.stage === stage) ?? {};
        return [{ stage, segment, size: sizes.get(segment) ?? 0, reached, movedOn }];
      });
      const isKnown = (stage: (typeof lifecycleStages)[number] | null) =>
        stage === null || stages.some((one) => one.stage === stage);
      return {
        since: new Date(since).toISOString(),
        until: new Date(until).toISOString(),
        stages,
        moves: figures.moves.filter(({ from, to }) => isKnown(from) && isKnown(to)),
      };
    },
  );
}
