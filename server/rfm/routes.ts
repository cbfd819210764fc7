import { countCustomers, rfmGrid } from '#analytics/rfm/grid.ts';
import { type RfmReport, rfmReport } from '#contracts/api/rfm.ts';
import { newestRelease } from '../definitions/parts.ts';
import type { ServerParts } from '../parts.ts';
import { reportsDatabase } from '../reports-database.ts';
import type { Routes } from '../routes/routes.ts';
import { newestBoundaries } from './boundaries-store.ts';
import { refreshRfm, rfmRefreshDays } from './refresh-rfm.ts';

const day = 86_400_000;
const tags = ['people'];

export function registerRfm(app: Routes, parts: ServerParts): void {
  const report = () => rfmReportOf(parts);

  app.get(
    '/rfm',
    {
      schema: {
        tags,
        summary: 'Customers by recency, frequency and value, in fifths of the workspace',
        response: { 200: rfmReport },
      },
    },
    report,
  );

  app.post(
    '/rfm/refresh',
    {
      schema: {
        tags,
        summary: 'Compute anew where the fifths begin, and publish it',
        response: { 200: rfmReport },
      },
    },
    async () => {
      await refreshRfm({ ...parts, clickhouse: reportsDatabase(parts) });
      return report();
    },
  );
}

async function rfmReportOf(parts: ServerParts): Promise<RfmReport> {
  const clickhouse = reportsDatabase(parts);
  const { sql, workspace } = parts;
  const now = Date.now();
  const [{ rfm, settings }, newest] = await Promise.all([newestRelease(parts), newestBoundaries(sql, workspace)]);
  const cells = rfm === undefined ? [] : await rfmGrid(clickhouse, workspace, rfm, now);
  const customers =
    rfm === undefined
      ? await countCustomers(clickhouse, workspace)
      : cells.reduce((sum, { people }) => sum + people, 0);
  const computedAt = newest?.computedAt;
  return {
    boundaries: rfm === undefined ? null : { ...rfm, computedAt: computedAt ?? rfm.computedAt },
    refreshAt: computedAt === undefined ? null : new Date(Date.parse(computedAt) + rfmRefreshDays * day).toISOString(),
    customers,
    currency: settings.currency,
    measuredAt: new Date(now).toISOString(),
    cells: [...cells],
  };
}
