import { Temporal } from 'temporal-polyfill';
import { daySizes } from '#analytics/segment/day-sizes.ts';
import { segmentChanges } from '#analytics/segment/size-history.ts';
import { identifierParameter } from '#contracts/api/list.ts';
import { historyQuery, segmentHistory } from '#contracts/api/segment-history.ts';
import type { ServerParts } from '../parts.ts';
import { reportsDatabase } from '../reports-database.ts';
import type { Routes } from '../routes/routes.ts';
import { newestRelease } from './parts.ts';

export function registerSegmentHistory(app: Routes, parts: ServerParts): void {
  const { analytics, workspace } = parts;

  app.get(
    '/segments/:id/history',
    {
      schema: {
        tags: ['segments'],
        summary: 'The size of a segment, and who came and went, day by day',
        params: identifierParameter,
        querystring: historyQuery,
        response: { 200: segmentHistory },
      },
    },
    async ({ params: { id }, query }) => {
      const { settings } = await newestRelease(parts);
      const now = Date.now();
      const days = daysUntil(now, query.days, settings.timeZone);
      const since = Date.parse(days[0]?.from ?? '');
      const [changes, sizes] = await Promise.all([
        segmentChanges(reportsDatabase(parts), workspace, id, { since, zone: settings.timeZone }),
        analytics.segmentSizes(workspace),
      ]);
      return {
        days: [...daySizes(days, changes, sizes.get(id) ?? 0)],
        timeZone: settings.timeZone,
        measuredAt: new Date(now).toISOString(),
      };
    },
  );
}

/** The days of a time zone up to that of `now`, each from its midnight to the next. */
function daysUntil(now: number, count: number, timeZone: string) {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const midnight = (day: Temporal.PlainDate) => new Date(day.toZonedDateTime(timeZone).epochMilliseconds).toISOString();
  return Array.from({ length: count }, (_, index) => {
    const day = today.subtract({ days: count - 1 - index });
    return { day: day.toString(), from: midnight(day), until: midnight(day.add({ days: 1 })) };
  });
}
