import { createReadStream } from 'node:fs';
import {
  createExportRequest,
  type ExportJob,
  exportColumnList,
  exportColumnsQuery,
  exportFileQuery,
  exportJob,
  exportJobList,
  exportListQuery,
} from '#contracts/api/export.ts';
import { identifierParameter } from '#contracts/api/list.ts';
import type { Session } from '#contracts/api/session.ts';
import { RequestError } from '#contracts/errors.ts';
import { pageOf, readOffset } from '../cursor.ts';
import type { Routes } from '../routes/routes.ts';
import { chooseColumns, readColumns } from './columns.ts';
import { type ExportRow, expireExport, findExport, insertExport, listExports, noteDownload } from './export-rows.ts';
import { type Exports, hasFile } from './exports.ts';
import { isGoodFileLink, writeFileLink } from './file-link.ts';

const tags = ['exports'];
const params = identifierParameter;

const types = { csv: 'text/csv; charset=utf-8', parquet: 'application/vnd.apache.parquet' } as const;

/** A viewer sees the exports of her own, which hide what she may not see; an administrator sees all. */
export function registerExports(app: Routes, exports: Exports, linkKey: Uint8Array): void {
  const present = (row: ExportRow): ExportJob => ({
    ...{ id: row.id, rows: row.request.rows, format: row.request.format, columns: [...row.columns] },
    ...{ status: row.status, written: row.written, total: row.total, bytes: row.bytes, createdBy: row.createdBy },
    ...{ masked: row.role === 'viewer', downloads: row.downloads, error: row.error },
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    downloadUrl: hasFile(exports, row) ? writeFileLink(linkKey, row.id, Date.now()) : null,
  });
  async function findOwn(id: string, caller: Session | null): Promise<ExportRow> {
    const row = await findExport(exports, id);
    if (caller?.role === 'admin' || row.owner === ownerOf(caller)) return row;
    throw new RequestError('not_found', { message: 'There is no such export; it may be deleted.' });
  }

  app.get(
    '/exports',
    {
      schema: {
        tags,
        summary: 'List exports, newest first',
        querystring: exportListQuery,
        response: { 200: exportJobList },
      },
    },
    async ({ query: { limit, cursor }, caller }) => {
      const offset = readOffset(cursor);
      const owner = caller?.role === 'admin' ? undefined : ownerOf(caller);
      const rows = await listExports(exports, { owner, limit: limit + 1, offset });
      return pageOf(rows.map(present), limit, offset);
    },
  );

  app.get(
    '/exports/columns',
    {
      schema: {
        tags,
        summary: 'Columns that a list can have',
        querystring: exportColumnsQuery,
        response: { 200: exportColumnList },
      },
    },
    async ({ query: { list, event } }) => ({ columns: await readColumns(exports, list, event) }),
  );

  app.post(
    '/exports',
    {
      schema: {
        tags,
        summary: 'Write a list to a file, in the background',
        body: createExportRequest,
        response: { 202: exportJob },
      },
    },
    async ({ body, caller }, reply) => {
      const columns = (await chooseColumns(exports, body.rows, body.columns)).map(({ name }) => name);
      const id = await insertExport(exports, {
        ...{ request: body, columns, owner: ownerOf(caller), createdBy: caller?.name ?? '' },
        role: caller?.role === 'admin' ? 'admin' : 'viewer',
      });
      exports.wake();
      return reply.code(202).send(present(await findExport(exports, id)));
    },
  );

  app.get(
    '/exports/:id',
    { schema: { tags, summary: 'One export and how far it is', params, response: { 200: exportJob } } },
    async ({ params: { id }, caller }) => present(await findOwn(id, caller)),
  );

  app.get(
    '/exports/:id/file',
    { schema: { tags, summary: 'The file, by the link that the export names', params, querystring: exportFileQuery } },
    async ({ params: { id }, query, caller }, reply) => {
      const row = await findOwn(id, caller);
      if (!isGoodFileLink(linkKey, row.id, query, Date.now()))
        throw new RequestError('link_not_good', { message: tooOld });
      if (!hasFile(exports, row))
        throw new RequestError('not_found', { message: 'The file is deleted; export the list again.' });
      await noteDownload(exports, row.id, caller?.name ?? '');
      const day = row.createdAt.toISOString().slice(0, 10);
      const { list } = row.request.rows;
      return reply
        .header('content-disposition', `attachment; filename="${list}-${day}.${row.request.format}"`)
        .type(types[row.request.format])
        .send(createReadStream(exports.pathOf(row)));
    },
  );

  app.delete(
    '/exports/:id',
    { schema: { tags, summary: 'Delete the file now; the record of the export stays', params } },
    async ({ params: { id }, caller }, reply) => {
      const row = await findOwn(id, caller);
      if (row.status === 'waiting' || row.status === 'running') throw new RequestError('wrong_status');
      await expireExport(exports, row.id);
      await exports.remove(row.id);
      return reply.code(204).send();
    },
  );
}

const tooOld = 'This link is too old; load the export again for a new one.';

function ownerOf(caller: Session | null): string {
  return caller === null ? '' : `${caller.kind}:${caller.email ?? caller.name}`;
}
