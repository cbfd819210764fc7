import { z } from 'zod';
import { factsBehindMilliseconds } from '#analytics/freshness.ts';
import { identifierParameter, listQuery } from '#contracts/api/list.ts';
import {
  createSegmentRequest,
  previewSegmentRequest,
  saveSegmentRequest,
  segment,
  segmentList,
  segmentPreview,
} from '#contracts/api/segment.ts';
import type { SegmentDefinition } from '#contracts/segment.ts';
import { pageOf, readOffset } from '../cursor.ts';
import type { ServerParts } from '../parts.ts';
import type { Routes } from '../routes/routes.ts';
import { hasUnpublishedChanges } from './present.ts';
import { listRows } from './rows.ts';
import {
  createSegment,
  deleteSegment,
  getSegment,
  publishSegment,
  type SegmentWithoutFigures,
  saveSegment,
} from './segments.ts';

export function registerSegments(app: Routes, parts: ServerParts): void {
  const { analytics, workspace } = parts;
  const tags = ['segments'];
  const params = identifierParameter;
  const withFigures = async (plain: SegmentWithoutFigures) => {
    const [sizes, backfills] = await Promise.all([analytics.segmentSizes(workspace), analytics.backfills(workspace)]);
    return { ...plain, size: sizes.get(plain.id) ?? 0, backfill: backfills.get(plain.id) ?? null };
  };

  app.get(
    '/segments',
    {
      schema: {
        tags,
        summary: 'List segments, the last changed first',
        querystring: listQuery,
        response: { 200: segmentList },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const offset = readOffset(cursor);
      const [rows, sizes, backfills] = await Promise.all([
        listRows(parts, 'segment', limit + 1, offset),
        analytics.segmentSizes(workspace),
        analytics.backfills(workspace),
      ]);
      const items = rows.map((row) => ({
        id: row.id,
        name: row.name,
        description: (JSON.parse(row.draft) as SegmentDefinition).description,
        status: row.status,
        hasUnpublishedChanges: hasUnpublishedChanges(row),
        size: sizes.get(row.id) ?? 0,
        updatedAt: row.updatedAt.toISOString(),
        publishedAt: row.publishedAt?.toISOString() ?? null,
        backfill: backfills.get(row.id) ?? null,
      }));
      return pageOf(items, limit, offset);
    },
  );

  app.post(
    '/segments',
    {
      schema: { tags, summary: 'Create a segment as a draft', body: createSegmentRequest, response: { 201: segment } },
    },
    async ({ body }, reply) => reply.code(201).send(await withFigures(await createSegment(parts, body))),
  );

  app.post(
    '/segments/preview',
    {
      schema: {
        tags,
        summary: 'Count who would be inside, at once from a sample or exactly',
        body: previewSegmentRequest,
        response: { 200: segmentPreview },
      },
    },
    async ({ body }, reply) => {
      // Whoever types on takes the question back, and ClickHouse is to hear of it.
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      try {
        const [preview, behindMilliseconds] = await Promise.all([
          analytics.previewSegment(workspace, body, gone.signal),
          factsBehindMilliseconds(parts.store, Date.now()),
        ]);
        return { ...preview, behindMilliseconds };
      } catch (error) {
        if (!gone.signal.aborted) throw error;
        return reply.hijack();
      }
    },
  );

  app.get(
    '/segments/:id',
    { schema: { tags, summary: 'One segment with draft and published version', params, response: { 200: segment } } },
    async ({ params: { id } }) => withFigures(await getSegment(parts, id)),
  );

  app.put(
    '/segments/:id',
    { schema: { tags, summary: 'Save the draft', params, body: saveSegmentRequest, response: { 200: segment } } },
    async ({ params: { id }, body }) => withFigures(await saveSegment(parts, id, body)),
  );

  app.post(
    '/segments/:id/publish',
    { schema: { tags, summary: 'Put the draft into force', params, response: { 200: segment } } },
    async ({ params: { id } }) => withFigures(await publishSegment(parts, id)),
  );

  app.delete(
    '/segments/:id',
    { schema: { tags, summary: 'Delete a segment that no journey uses', params, response: { 204: z.undefined() } } },
    async ({ params: { id } }, reply) => {
      await deleteSegment(parts, id);
      return reply.code(204).send();
    },
  );
}
