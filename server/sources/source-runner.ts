import { Cron } from 'croner';
import type { Logger } from 'pino';
import { uuidv7 } from 'uuidv7';
import type { FetchReason } from '#contracts/api/source.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import type { SourceSettings } from '#contracts/source.ts';
import { findImport, insertImport } from '../imports/import-rows.ts';
import type { Imports } from '../imports/imports.ts';
import { reasonOf } from './fetch-problem.ts';
import { newFiles, type RemoteFile } from './remote-files.ts';
import { dueSources, findSource, type SourceParts, type SourceRow, setNext } from './source-rows.ts';

const lookEvery = 10_000;

export interface SourceRunner {
  /** Fetches now, whatever the schedule says. */
  runNow(id: string): void;
  stop(): Promise<void>;
}

export interface RunnerParts extends SourceParts {
  readonly imports: Imports;
  readonly settings: () => Promise<WorkspaceSettings>;
  readonly log: Logger;
}

/** Fetches what is due, one source after the other. Each new file becomes an import. */
export function startSourceRunner(parts: RunnerParts): SourceRunner {
  const stopping = new AbortController();
  const asked = new Set<string>();
  let running: Promise<void> = endRuns(parts).catch((error: unknown) => {
    parts.log.error({ err: error }, 'what was being fetched when the server ended could not be marked');
  });
  const look = () => {
    running = running.then(round).catch((error: unknown) => {
      if (!stopping.signal.aborted)
        parts.log.error({ err: error }, 'sources could not be fetched; they are tried again');
    });
  };
  const timer = setInterval(look, lookEvery);
  timer.unref();

  async function round(): Promise<void> {
    const due = [...(await dueSources(parts))];
    for (const id of asked) if (!due.some((row) => row.id === id)) due.push(await findSource(parts, id));
    asked.clear();
    const { timeZone } = await parts.settings();
    for (const row of due) {
      if (stopping.signal.aborted) return;
      await setNext(parts, row.id, row.active ? nextRun(row.settings, timeZone) : null);
      await fetchSource(parts, row, stopping.signal);
    }
  }

  return {
    runNow(id) {
      asked.add(id);
      look();
    },
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}

/** Throws when the schedule cannot be read; null for what is sent to us. */
export function nextRun(settings: SourceSettings, timeZone: string): Date | null {
  if (settings.kind === 'webhook') return null;
  return new Cron(settings.schedule, { timezone: timeZone, mode: '5-part' }).nextRun();
}

/** A run that the end of the server cut short would look as if it were under way for ever. */
async function endRuns({ sql, workspace }: SourceParts): Promise<void> {
  await sql`
    update source_run set finished_at = now(), error = 'The server was stopped.', reason = 'server_stopped'
    where workspace = ${workspace} and finished_at is null`;
}

async function fetchSource(parts: RunnerParts, row: SourceRow, signal: AbortSignal): Promise<void> {
  const { sql, workspace } = parts;
  const { settings } = row;
  if (settings.kind === 'webhook') return;
  const run = uuidv7();
  await sql`insert into source_run (workspace, source, id) values (${workspace}, ${row.id}, ${run})`;
  let files = 0;
  let problem: string | null = null;
  let reason: FetchReason | null = null;
  try {
    const stored = await sql<{ name: string; version: string }[]>`
      select name, version from source_file where workspace = ${workspace} and source = ${row.id}`;
    const known = new Map(stored.map(({ name, version }) => [name, version]));
    const given = await agreedMapping(parts, row.id);
    for await (const file of newFiles(settings, { secret: row.secret, known, signal })) {
      await takeFile(parts, row.id, file, given);
      files++;
      await sql`
        insert into source_file (workspace, source, name, version)
        values (${workspace}, ${row.id}, ${file.name.slice(0, 1_000)}, ${file.version})
        on conflict (workspace, source, name) do update set version = excluded.version, fetched_at = now()`;
      // Until somebody has looked at the first file, nobody knows what the others mean.
      if (given === undefined) break;
    }
  } catch (error) {
    problem = signal.aborted ? 'The server was stopped.' : messageOf(error);
    reason = signal.aborted ? 'server_stopped' : reasonOf(error);
  }
  await sql`
    update source_run set finished_at = now(), files = ${files}, error = ${problem}, reason = ${reason}
    where workspace = ${workspace} and source = ${row.id} and id = ${run}`;
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 1_000);
}

type Agreed = Parameters<Imports['importFile']>[2];

/** That of the last file of this source that somebody started, or that went in since. */
async function agreedMapping({ sql, workspace }: SourceParts, source: string): Promise<Agreed | undefined> {
  const [row] = await sql<{ id: string }[]>`
    select id from import where workspace = ${workspace} and source = ${source} and started_at is not null
    order by started_at desc limit 1`;
  if (row === undefined) return undefined;
  const { format, mapping } = await findImport({ sql, workspace }, row.id);
  return format && mapping ? { format, mapping } : undefined;
}

async function takeFile(
  parts: RunnerParts,
  source: string,
  { name, content }: RemoteFile,
  given: Agreed | undefined,
): Promise<void> {
  const { imports } = parts;
  const announced = Number(content.headers['content-length'] ?? 0);
  await imports.files.requireRoom(announced);
  const id = await insertImport(parts, { name: name.slice(-200), bytes: announced, source });
  await imports.importFile(await findImport(parts, id), content, given);
}
