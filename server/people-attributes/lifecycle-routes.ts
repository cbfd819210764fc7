import { lifecycleFigures } from '#contracts/api/people-attributes.ts';
import { lifecycleStages, stageSegment } from '#contracts/lifecycle.ts';
import { newestRelease } from '../definitions/parts.ts';
import type { ServerParts } from '../parts.ts';
import type { Routes } from '../routes/routes.ts';

export function registerLifecycle(app: Routes, parts: ServerParts): void {
  const { analytics, workspace } = parts;
  app.get(
    '/lifecycle',
    {
      schema: {
        tags: ['people'],
        summary: 'How many people are in each stage of the lifecycle; no stages where no rules are set',
        response: { 200: lifecycleFigures },
      },
    },
    async () => {
      const [{ segments }, sizes, backfills] = await Promise.all([
        newestRelease(parts),
        analytics.segmentSizes(workspace),
        analytics.backfills(workspace),
      ]);
      const known = new Set(segments.map(({ id }) => id));
      const stages = lifecycleStages.flatMap((stage) => {
        const segment = stageSegment(stage);
        if (!known.has(segment)) return [];
        return [{ stage, segment, size: sizes.get(segment) ?? 0, backfill: backfills.get(segment) ?? null }];
      });
      return { stages };
    },
  );
}
