import { importJob } from '#contracts/api/import.ts';
import { beginSentImportRequest, sentImportParameter, tellSentImportRequest } from '#contracts/api/sent-import.ts';
import type { Routes } from '../routes/routes.ts';
import { findImport } from './import-rows.ts';
import type { Imports } from './imports.ts';
import { presentImport } from './present-import.ts';
import { beginSentImport, tellSentImport } from './sent-import-rows.ts';

const tags = ['imports'];

/** Imports whose rows a client sends itself, to /v1/import. */
export function registerSentImports(app: Routes, imports: Imports): void {
  const present = async (id: string) => presentImport(await findImport(imports, id));

  app.post(
    '/imports/sent',
    {
      schema: {
        tags,
        summary: 'Announce an import whose events you send to /v1/import?import=<id>; a repeat changes nothing',
        body: beginSentImportRequest,
        response: { 201: importJob },
      },
    },
    async ({ body }, reply) => {
      await beginSentImport(imports, body);
      return reply.code(201).send(await present(body.id));
    },
  );

  app.put(
    '/imports/:id/sent',
    {
      schema: {
        tags,
        summary: 'Say how far such an import is, that it waits, or that it is done',
        params: sentImportParameter,
        body: tellSentImportRequest,
        response: { 200: importJob },
      },
    },
    async ({ params: { id }, body }) => {
      await tellSentImport(imports, id, body);
      return present(id);
    },
  );
}
