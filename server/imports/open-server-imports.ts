import { tmpdir } from 'node:os';
import type { FastifyInstance } from 'fastify';
import { createImportUndoFacts } from '#analytics/import-undo/import-undo-facts.ts';
import { createLinesBrought } from '#analytics/imports/lines-brought.ts';
import { newestRelease } from '../definitions/parts.ts';
import type { ServerParts } from '../parts.ts';
import { type Imports, openImports } from './imports.ts';

const twentyGigabytes = 20 * 1024 ** 3;

/** The imports of a server, which end with it: what is under way goes on at the next start. */
export function openServerImports(app: Pick<FastifyInstance, 'addHook'>, parts: ServerParts): Imports {
  const imports = openImports({
    ...parts,
    append: parts.appendStimuli,
    ...(parts.clickhouse && {
      undoFacts: createImportUndoFacts(parts.clickhouse, parts.store.facts.progress),
      linesBrought: createLinesBrought(parts.clickhouse),
    }),
    dataDirectory: parts.dataDirectory ?? tmpdir(),
    bytesAtMost: parts.importBytesAtMost ?? twentyGigabytes,
    settings: async () => (await newestRelease(parts)).settings,
  });
  app.addHook('onClose', () => imports.close());
  return imports;
}
