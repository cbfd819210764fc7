import { tmpdir } from 'node:os';
import type { FastifyInstance } from 'fastify';
import type { ServerParts } from '../parts.ts';
import { type Exports, openExports } from './exports.ts';

/** The exports of a server, which end with it: what is under way begins anew at the next start. */
export function openServerExports(app: Pick<FastifyInstance, 'addHook'>, parts: ServerParts): Exports {
  const { clickhouse, dataDirectory } = parts;
  const exports = openExports({ ...parts, clickhouse, dataDirectory: dataDirectory ?? tmpdir() });
  app.addHook('onClose', () => exports.close());
  return exports;
}
