import type { FastifyInstance } from 'fastify';
import type { Imports } from '../imports/imports.ts';
import type { ServerParts } from '../parts.ts';
import { openSources, type Sources } from './sources.ts';

/** The sources of a server, which end with it. */
export function openServerSources(
  app: Pick<FastifyInstance, 'addHook'>,
  parts: ServerParts,
  imports: Imports,
): Sources {
  const sources = openSources(parts, imports);
  app.addHook('onClose', () => sources.runner.stop());
  return sources;
}
