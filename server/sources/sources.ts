import type { Logger } from 'pino';
import { newestRelease } from '../definitions/parts.ts';
import type { Imports } from '../imports/imports.ts';
import type { ServerParts } from '../parts.ts';
import type { ReceiveParts } from './receive-payload.ts';
import { type SourceRunner, startSourceRunner } from './source-runner.ts';

export interface Sources extends ReceiveParts {
  readonly runner: SourceRunner;
  readonly log: Logger;
}

/** Where data comes from by itself. Ends with the server, before the imports that it makes. */
export function openSources(parts: ServerParts, imports: Imports): Sources {
  const { sql, workspace, secretKey, sink, log } = parts;
  const settings = async () => (await newestRelease(parts)).settings;
  const own = { sql, workspace, secretKey };
  return { ...own, sink, settings, log, runner: startSourceRunner({ ...own, imports, settings, log }) };
}
