import { createReadStream, existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { FastifyPluginCallback } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  createImportRequest,
  importJob,
  importList,
  importPreview,
  previewImportRequest,
  rejectedQuery,
  saveImportRequest,
  startImportRequest,
  uploadQuery,
} from '#contracts/api/import.ts';
import { importUndoPreview } from '#contracts/api/import-undo.ts';
import { identifierParameter, listQuery } from '#contracts/api/list.ts';
import { RequestError } from '#contracts/errors.ts';
import { pageOf, readOffset } from '../cursor.ts';
import type { Routes } from '../routes/routes.ts';
import {
  beginUndo,
  deleteImport,
  findImport,
  type ImportRow,
  listImports,
  moveImport,
  saveMapping,
} from './import-rows.ts';
import type { Imports } from './imports.ts';
import { presentImport } from './present-import.ts';
import { registerSentImports } from './sent-routes.ts';

const tags = ['imports'];
const params = identifierParameter;

export function registerImports(app: Routes, imports: Imports): void {
  const present = async (id: string) => presentImport(await findImport(imports, id));
  const requireStatus = (row: ImportRow, ...statuses: readonly ImportRow['status'][]) => {
    if (!statuses.includes(row.status)) throw wrongStatus(row);
  };
  registerSentImports(app, imports);

  app.get(
    '/imports',
    { schema: { tags, summary: 'List imports, newest first', querystring: listQuery, response: { 200: importList } } },
    async ({ query: { limit, cursor } }) => {
      const offset = readOffset(cursor);
      const rows = await listImports(imports, { limit: limit + 1, offset });
      return pageOf(rows.map(presentImport), limit, offset);
    },
  );

  app.post(
    '/imports',
    {
      schema: {
        tags,
        summary: 'Announce a file; its bytes follow by PUT .../content, in parts',
        body: createImportRequest,
        response: { 201: importJob },
      },
    },
    async ({ body }, reply) => reply.code(201).send(await present(await imports.create(body))),
  );

  app.get(
    '/imports/:id',
    { schema: { tags, summary: 'One import and how far it is', params, response: { 200: importJob } } },
    ({ params: { id } }) => present(id),
  );

  const upload: FastifyPluginCallback = (plain, _options, done) => {
    const scope = plain.withTypeProvider<ZodTypeProvider>();
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));
    scope.put(
      '/imports/:id/content',
      {
        schema: {
          tags,
          summary: 'Send bytes of the file (application/octet-stream) that begin at `offset`',
          params,
          querystring: uploadQuery,
          response: { 200: importJob },
        },
      },
      async ({ params: { id }, query: { offset }, body }) => {
        const row = await findImport(imports, id);
        requireStatus(row, 'uploading');
        await imports.receive(row, body as Readable, offset);
        return present(id);
      },
    );
    done();
  };
  app.register(upload);

  app.post(
    '/imports/:id/preview',
    {
      schema: {
        tags,
        summary: 'The first rows and what they would become; what is not given is guessed',
        params,
        body: previewImportRequest,
        response: { 200: importPreview },
      },
    },
    async ({ params: { id }, body }) => {
      const row = await findImport(imports, id);
      if (row.status === 'uploading') throw wrongStatus(row);
      return imports.preview(row, body);
    },
  );

  app.put(
    '/imports/:id',
    {
      schema: {
        tags,
        summary: 'Save format and mapping',
        params,
        body: saveImportRequest,
        response: { 200: importJob },
      },
    },
    async ({ params: { id }, body }) => {
      const row = await findImport(imports, id);
      if (!(await saveMapping(imports, id, body))) throw wrongStatus(row);
      return present(id);
    },
  );

  app.post(
    '/imports/:id/check',
    { schema: { tags, summary: 'Try the whole file without changing anything', params, response: { 200: importJob } } },
    async ({ params: { id } }) => {
      const row = await findImport(imports, id);
      imports.requireContent(row);
      if (!(await moveImport(imports, id, ['ready'], 'checking'))) throw wrongStatus(row);
      imports.wake();
      return present(id);
    },
  );

  app.post(
    '/imports/:id/start',
    {
      schema: {
        tags,
        summary: 'Import the file, or go on where it stopped',
        params,
        body: startImportRequest,
        response: { 200: importJob },
      },
    },
    async ({ params: { id }, body: { journeys } }) => {
      const row = await findImport(imports, id);
      imports.requireContent(row);
      const from = ['ready', 'paused', 'failed'] as const;
      // What goes on keeps what was said at its start.
      const settings = row.status === 'ready' ? { journeys } : {};
      if (!(await moveImport(imports, id, from, 'importing', settings))) throw wrongStatus(row);
      imports.wake();
      return present(id);
    },
  );

  app.post(
    '/imports/:id/pause',
    { schema: { tags, summary: 'Stop for now', params, response: { 200: importJob } } },
    async ({ params: { id } }) => {
      const row = await findImport(imports, id);
      if (row.clientKind !== null) throw clientDecides();
      const moved =
        (await moveImport(imports, id, ['importing'], 'paused')) ||
        (await moveImport(imports, id, ['checking'], 'ready'));
      if (!moved) throw wrongStatus(row);
      return present(id);
    },
  );

  app.post(
    '/imports/:id/cancel',
    {
      schema: { tags, summary: 'Stop for good; what came in so far stays', params, response: { 200: importJob } },
    },
    async ({ params: { id } }) => {
      const row = await findImport(imports, id);
      if (!(await moveImport(imports, id, ['importing', 'paused', 'failed'], 'cancelled'))) throw wrongStatus(row);
      return present(id);
    },
  );

  app.get(
    '/imports/:id/undo',
    {
      schema: {
        tags,
        summary: 'What taking the import back would concern',
        params,
        response: { 200: importUndoPreview },
      },
    },
    async ({ params: { id } }) => imports.undoExtent(await findImport(imports, id)),
  );

  app.post(
    '/imports/:id/undo',
    {
      schema: {
        tags,
        summary: 'Take back what the import brought, as far as nobody has changed it since',
        params,
        response: { 200: importJob },
      },
    },
    async ({ params: { id }, caller }) => {
      const row = await findImport(imports, id);
      requireStatus(row, 'done', 'cancelled', 'paused', 'failed');
      const { obstacle, ...extent } = await imports.undoExtent(row);
      if (obstacle === 'unmarked') {
        throw new RequestError('wrong_status', {
          message: 'An older version imported this; what it brought carries no mark by which it could be taken back.',
        });
      }
      const begun = { stage: 'list', after: null, done: 0, removed: 0, finishedAt: null } as const;
      const undo = { ...extent, ...begun, people: 0, by: caller?.name ?? '', startedAt: new Date().toISOString() };
      if (!(await beginUndo(imports, id, undo))) throw wrongStatus(await findImport(imports, id));
      imports.wake();
      return present(id);
    },
  );

  app.get(
    '/imports/:id/rejected',
    {
      schema: {
        tags,
        summary: 'What did not go in as CSV: the rows themselves, then line, result, reason, column, detail',
        params,
        querystring: rejectedQuery,
        response: { 200: z.string() },
      },
      serializerCompiler: () => (data) => data as string,
    },
    async ({ params: { id }, query: { of } }, reply) => {
      const row = await findImport(imports, id);
      const file = imports.files.rejected(row.id, of);
      if (!existsSync(file)) throw new RequestError('not_found', { message: 'There is no list of rejected rows.' });
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="rejected-${of}.csv"`)
        .send(createReadStream(file) as never);
    },
  );

  app.delete(
    '/imports/:id',
    {
      schema: {
        tags,
        summary: 'Remove the file and its entry; what was imported stays',
        params,
        response: { 204: z.undefined() },
      },
    },
    async ({ params: { id } }, reply) => {
      const row = await findImport(imports, id);
      if (!(await deleteImport(imports, id))) throw wrongStatus(row);
      await imports.files.remove(id);
      return reply.code(204).send();
    },
  );
}

function clientDecides(): RequestError {
  return new RequestError('wrong_status', { message: 'Who sends the rows of this import pauses it.' });
}

function wrongStatus({ status }: ImportRow): RequestError {
  return new RequestError('wrong_status', { message: `The import is ${status}; this cannot be done now.` });
}
