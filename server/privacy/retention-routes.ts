import {
  retention,
  retentionPreview,
  retentionRules,
  retentionRunList,
  saveRetentionRequest,
} from '#contracts/api/privacy.ts';
import type { ServerParts } from '../parts.ts';
import type { Routes } from '../routes/routes.ts';
import { readRetention, saveRetention } from './retention-rules.ts';
import type { Privacy } from './start-privacy.ts';
import { previewRetention } from './start-retention.ts';

const tags = ['privacy'];
const runsShown = 30;

/** How long kinds of data are kept. */
export function registerRetention(app: Routes, { sql, workspace }: ServerParts, privacy: Privacy): void {
  const { clickhouse, now } = privacy;

  app.get(
    '/privacy/retention',
    { schema: { tags, summary: 'For how long what is kept', response: { 200: retention } } },
    () => readRetention(sql, workspace),
  );

  app.put(
    '/privacy/retention',
    {
      schema: { tags, summary: 'Change it', body: saveRetentionRequest, response: { 200: retention } },
    },
    async ({ body, caller }) => {
      await saveRetention(sql, workspace, body, { by: caller?.name ?? '', at: now() });
      return readRetention(sql, workspace);
    },
  );

  app.post(
    '/privacy/retention/preview',
    {
      schema: {
        tags,
        summary: 'What rules would remove now; changes nothing',
        body: retentionRules,
        response: { 200: retentionPreview },
      },
    },
    ({ body }) => previewRetention({ sql, clickhouse, workspace, now }, body),
  );

  app.get(
    '/privacy/retention/runs',
    { schema: { tags, summary: 'What the daily rounds removed, newest first', response: { 200: retentionRunList } } },
    async () => {
      const rows = await sql<{ id: string; startedAt: number; finishedAt: number | null; removed: string }[]>`
        select id, started_at as "startedAt", finished_at as "finishedAt", removed from retention_run
        where workspace = ${workspace} order by started_at desc limit ${runsShown}`;
      return {
        items: rows.map((row) => ({
          id: row.id,
          startedAt: new Date(row.startedAt).toISOString(),
          finishedAt: row.finishedAt === null ? null : new Date(row.finishedAt).toISOString(),
          removed: JSON.parse(row.removed) as { [kind: string]: number },
        })),
      };
    },
  );
}
