import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { createBatchRequest, type PrivacyBatch, privacyBatch, privacyBatchList } from '#contracts/api/privacy.ts';
import { RequestError } from '#contracts/errors.ts';
import type { Identity } from '#contracts/identifiers.ts';
import { defaultIdentitySettings } from '#contracts/identity-rule.ts';
import { newestRelease } from '../definitions/parts.ts';
import { fieldError } from '../field-error.ts';
import type { ServerParts } from '../parts.ts';
import type { Routes } from '../routes/routes.ts';
import { normalise } from '../tracking/identities.ts';
import { countryOf } from '../workspace-country.ts';
import { audit } from './audit.ts';
import { createRequests } from './create-request.ts';
import type { Privacy } from './start-privacy.ts';

const tags = ['privacy'];
const peopleAtMost = 10_000;
const batchesShown = 100;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Lists of people to be erased or exported. Each line becomes a request of its own, so that a crash loses none of them. */
export function registerPrivacyBatches(app: Routes, parts: ServerParts, privacy: Privacy): void {
  const { sql, workspace } = parts;

  async function read(id?: string): Promise<PrivacyBatch[]> {
    const rows = await sql<(Omit<PrivacyBatch, 'requestedAt'> & { requestedAt: number })[]>`
      select b.id, b.kind, b.total, b.requested_by as "requestedBy", b.requested_at as "requestedAt",
        count(r.id) filter (where r.status = 'done')::int as done,
        count(r.id) filter (where r.status = 'not_found')::int as "notFound",
        count(r.id) filter (where r.status = 'ambiguous')::int as ambiguous,
        count(r.id) filter (where r.status = 'failed')::int as failed
      from privacy_batch b left join privacy_request r on r.workspace = b.workspace and r.batch = b.id
      where b.workspace = ${workspace} ${id === undefined ? sql`` : sql`and b.id = ${id}`}
      group by b.workspace, b.id order by b.requested_at desc limit ${batchesShown}`;
    return rows.map((row) => ({ ...row, requestedAt: new Date(row.requestedAt).toISOString() }));
  }

  async function require(id: string): Promise<PrivacyBatch> {
    const [batch] = await read(id);
    if (batch === undefined) throw new RequestError('not_found', { message: 'There is no such list.' });
    return batch;
  }

  app.post(
    '/privacy/batches',
    {
      schema: {
        tags,
        summary: 'Erase or export everybody on a list',
        body: createBatchRequest,
        response: { 202: privacyBatch },
      },
    },
    async ({ body, caller }, reply) => {
      const { kind, keepSuppressed, people } = body;
      const lines = [...new Set(people.split(/\r?\n/).map(firstCell))].filter((line) => line !== '');
      if (lines.length === 0 || lines.length > peopleAtMost) {
        const message = `A list names 1 to ${peopleAtMost} people, one a line; this one names ${lines.length}.`;
        throw lines.length === 0
          ? fieldError('people', 'required', message)
          : fieldError('people', 'too_many_entries', message, peopleAtMost);
      }
      const named = await reader();
      const requestedBy = caller?.name ?? '';
      const at = privacy.now();
      const batch = uuidv7();
      const options = { keepSuppressed };
      await sql.begin(async (tx) => {
        await tx`
          insert into privacy_batch (workspace, id, kind, options, total, requested_by, requested_at)
          values (${workspace}, ${batch}, ${kind}, ${JSON.stringify(options)}, ${lines.length}, ${requestedBy}, ${at})`;
        const shared = { kind, cause: 'batch', requestedBy, at, batch, options } as const;
        await createRequests(
          tx,
          workspace,
          lines.map((line) => ({ ...shared, ...named(line) })),
        );
        const detail = `${kind}: ${lines.length}`;
        await audit(tx, { workspace, actor: requestedBy, action: 'batch_uploaded', at, request: batch, detail });
      });
      privacy.wake();
      return reply.code(202).send(await require(batch));
    },
  );

  /** What a line may mean by the identities of the workspace. */
  async function reader(): Promise<(line: string) => { profile: string } | { named: Identity[] }> {
    const { settings } = await newestRelease(parts);
    const { kinds } = settings.identity ?? defaultIdentitySettings;
    const country = countryOf(settings);
    return (line) => {
      if (uuid.test(line)) return { profile: line.toLowerCase() };
      const named = kinds.flatMap(({ kind, format }) => {
        const value = normalise(line, format, country);
        return value === undefined ? [] : [{ kind, value }];
      });
      return { named };
    };
  }

  app.get(
    '/privacy/batches',
    { schema: { tags, summary: 'Lists of people and how far they are', response: { 200: privacyBatchList } } },
    async () => ({ items: await read() }),
  );

  app.get(
    '/privacy/batches/:id',
    {
      schema: {
        tags,
        summary: 'One list and how far it is',
        params: z.object({ id: z.uuid() }),
        response: { 200: privacyBatch },
      },
    },
    ({ params }) => require(params.id),
  );
}

/** A line of a CSV file: what names the person stands first. */
function firstCell(line: string): string {
  const quoted = /^\s*"((?:[^"]|"")*)"/.exec(line)?.[1]?.replaceAll('""', '"');
  return (quoted ?? line.split(/[,;\t]/)[0] ?? '').trim();
}
