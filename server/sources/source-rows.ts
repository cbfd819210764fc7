import { uuidv7 } from 'uuidv7';
import { openSecrets, sealSecrets } from '#channels/secrets.ts';
import type { Sql } from '#components/postgres/database.ts';
import type { Source, SourcePayload } from '#contracts/api/source.ts';
import { RequestError } from '#contracts/errors.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { type SourceSettings, sourceSettings } from '#contracts/source.ts';

export interface SourceParts {
  readonly sql: Sql;
  readonly workspace: WorkspaceId;
  readonly secretKey: Uint8Array;
}

export interface SourceRow {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly settings: SourceSettings;
  readonly secret: string | null;
  readonly nextAt: Date | null;
  readonly createdAt: Date;
  readonly lastRun: Source['lastRun'];
  readonly lastPayload: Source['lastPayload'];
}

interface StoredRow {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly settings: string;
  readonly secrets: Uint8Array | null;
  readonly nextAt: Date | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly files: number | null;
  readonly error: string | null;
  readonly receivedAt: Date | null;
  readonly outcome: SourcePayload['outcome'] | null;
}

function selected({ sql }: SourceParts) {
  return sql`
    select s.id, s.name, s.active, s.settings, s.secrets, s.next_at as "nextAt", s.created_at as "createdAt",
      r.started_at as "startedAt", r.finished_at as "finishedAt", r.files, r.error,
      p.received_at as "receivedAt", p.outcome
    from source s left join lateral (
      select * from source_run r where r.workspace = s.workspace and r.source = s.id order by r.started_at desc limit 1
    ) r on true left join lateral (
      select received_at, outcome from source_payload p
      where p.workspace = s.workspace and p.source = s.id order by p.id desc limit 1
    ) p on true`;
}

/** Secrets that are copied to another source do not open. */
function placeOf({ workspace }: SourceParts, id: string): string {
  return `${workspace}/source/${id}`;
}

function read(parts: SourceParts, row: StoredRow): SourceRow {
  const { id, name, active, nextAt, createdAt, startedAt, finishedAt, files, error, receivedAt, outcome } = row;
  const secret = row.secrets && openSecrets(parts.secretKey, placeOf(parts, id), row.secrets)['secret'];
  return {
    ...{ id, name, active, nextAt, createdAt },
    settings: sourceSettings.parse(JSON.parse(row.settings)),
    secret: typeof secret === 'string' ? secret : null,
    lastRun: startedAt && {
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
      files: files ?? 0,
      error,
    },
    lastPayload: receivedAt && outcome && { receivedAt: receivedAt.toISOString(), outcome },
  };
}

export async function listSources(parts: SourceParts): Promise<readonly SourceRow[]> {
  const { sql, workspace } = parts;
  const rows = await sql<StoredRow[]>`${selected(parts)} where s.workspace = ${workspace} order by s.created_at desc`;
  return rows.map((row) => read(parts, row));
}

export async function dueSources(parts: SourceParts): Promise<readonly SourceRow[]> {
  const { sql, workspace } = parts;
  const rows = await sql<StoredRow[]>`
    ${selected(parts)} where s.workspace = ${workspace} and s.active and s.next_at <= now() order by s.next_at`;
  return rows.map((row) => read(parts, row));
}

/** Throws `not_found`. */
export async function findSource(parts: SourceParts, id: string): Promise<SourceRow> {
  const { sql, workspace } = parts;
  const [row] = await sql<StoredRow[]>`${selected(parts)} where s.workspace = ${workspace} and s.id::text = ${id}`;
  if (row === undefined)
    throw new RequestError('not_found', { message: 'There is no such source; it may be deleted.' });
  return read(parts, row);
}

interface Saved {
  readonly name: string;
  readonly active: boolean;
  readonly settings: SourceSettings;
  readonly secret: string | null;
  readonly nextAt: Date | null;
}

export async function insertSource(parts: SourceParts, saved: Saved): Promise<string> {
  const { sql, workspace } = parts;
  const id = uuidv7();
  const { name, active, settings, nextAt } = saved;
  await sql`
    insert into source (workspace, id, name, kind, active, settings, secrets, next_at)
    values (${workspace}, ${id}, ${name}, ${settings.kind}, ${active}, ${JSON.stringify(settings)},
      ${sealed(parts, id, saved.secret)}, ${nextAt})`;
  return id;
}

export async function updateSource(parts: SourceParts, id: string, saved: Saved): Promise<void> {
  const { sql, workspace } = parts;
  const { name, active, settings, nextAt } = saved;
  await sql`
    update source set name = ${name}, active = ${active}, settings = ${JSON.stringify(settings)},
      secrets = ${sealed(parts, id, saved.secret)}, next_at = ${nextAt}, updated_at = now()
    where workspace = ${workspace} and id = ${id}`;
}

function sealed(parts: SourceParts, id: string, secret: string | null): Uint8Array | null {
  return secret === null ? null : sealSecrets(parts.secretKey, placeOf(parts, id), { secret });
}

export async function setNext({ sql, workspace }: SourceParts, id: string, nextAt: Date | null): Promise<void> {
  await sql`update source set next_at = ${nextAt} where workspace = ${workspace} and id = ${id}`;
}

export async function deleteSource({ sql, workspace }: SourceParts, id: string): Promise<void> {
  await sql.begin(async (tx) => {
    for (const table of ['source_payload', 'source_run', 'source_file']) {
      await tx`delete from ${tx(table)} where workspace = ${workspace} and source = ${id}`;
    }
    await tx`delete from source where workspace = ${workspace} and id = ${id}`;
  });
}

const payloadsKept = 200;
const refusedKept = 2_000;

/** Keeps it, and of the older ones so many; those that were refused longer. */
export async function keepPayload(
  { sql, workspace }: SourceParts,
  source: string,
  payload: Omit<SourcePayload, 'id' | 'receivedAt'>,
): Promise<void> {
  const { outcome, detail, events, headers, body } = payload;
  await sql`
    insert into source_payload (workspace, source, id, outcome, detail, events, headers, body)
    values (${workspace}, ${source}, ${uuidv7()}, ${outcome}, ${detail}, ${events}, ${JSON.stringify(headers)}, ${body})`;
  await sql`
    delete from source_payload where workspace = ${workspace} and source = ${source} and id in (
      select id from (
        select id, outcome, row_number() over (partition by outcome = 'refused' order by id desc) as place
        from source_payload where workspace = ${workspace} and source = ${source}
      ) ranked where place > case outcome when 'refused' then ${refusedKept}::int else ${payloadsKept}::int end)`;
}

export async function listPayloads(
  { sql, workspace }: SourceParts,
  source: string,
  limit: number,
  offset: number,
  id: string | null = null,
): Promise<readonly SourcePayload[]> {
  const rows = await sql<(Omit<SourcePayload, 'receivedAt' | 'headers'> & { receivedAt: Date; headers: string })[]>`
    select id, received_at as "receivedAt", outcome, detail, events, headers, body from source_payload
    where workspace = ${workspace} and source = ${source} and (${id}::text is null or id::text = ${id})
    order by id desc limit ${limit} offset ${offset}`;
  return rows.map((row) => ({
    ...row,
    receivedAt: row.receivedAt.toISOString(),
    headers: JSON.parse(row.headers) as SourcePayload['headers'],
  }));
}

export async function markRetried(
  { sql, workspace }: SourceParts,
  source: string,
  id: string,
  { outcome, detail, events }: Pick<SourcePayload, 'outcome' | 'detail' | 'events'>,
): Promise<void> {
  await sql`
    update source_payload set outcome = ${outcome}, detail = ${detail}, events = ${events}
    where workspace = ${workspace} and source = ${source} and id = ${id}`;
}
