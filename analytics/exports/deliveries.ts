import type { ExportRows } from '#contracts/api/export.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { AnalyticsQueries } from '../queries.ts';
import type { ExportPages } from './pages.ts';

const deliveriesAtOnce = 200;

/** What the list of deliveries shows, the newest first. */
export function exportDeliveries(
  { deliveries }: Pick<AnalyticsQueries, 'deliveries'>,
  workspace: WorkspaceId,
  filters: Extract<ExportRows, { list: 'deliveries' }>['filters'],
): ExportPages {
  return {
    count: async () => undefined,
    async *pages() {
      for (let before: string | undefined; ; ) {
        const page = await deliveries(workspace, {
          ...filters,
          limit: deliveriesAtOnce,
          ...(before !== undefined && { before }),
        });
        yield page.items;
        if (page.nextCursor === null) return;
        before = page.nextCursor;
      }
    },
  };
}
