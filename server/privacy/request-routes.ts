import { randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { z } from 'zod';
import {
  eraseRequest,
  erasureReceipt,
  type PrivacyRequest,
  privacyAuditList,
  privacyAuditQuery,
  privacyRequest,
  privacyRequestList,
  privacyRequestQuery,
  restrictRequest,
} from '#contracts/api/privacy.ts';
import { RequestError } from '#contracts/errors.ts';
import { personExport } from '#contracts/person-export.ts';
import type { PrivacyAction } from '#contracts/privacy.ts';
import { pageOf, readOffset } from '../cursor.ts';
import type { ServerParts } from '../parts.ts';
import { requireProfileState } from '../profiles/read-profile.ts';
import type { Routes } from '../routes/routes.ts';
import { audit } from './audit.ts';
import { createRequests } from './create-request.ts';
import { presentRequest, receiptOf } from './present-request.ts';
import { type RequestRow, readRequests, selectRequest } from './request-row.ts';
import { readRetention } from './retention-rules.ts';
import type { Privacy } from './start-privacy.ts';

const tags = ['privacy'];
const profileParameter = z.object({ id: z.string().min(1).max(200) });
const requestParameter = z.object({ id: z.uuid() });

/** What may be asked for about one person, and what became of it. */
export function registerPrivacyRequests(app: Routes, parts: ServerParts, privacy: Privacy): void {
  const { sql, store, workspace, appendStimuli } = parts;
  const { now } = privacy;

  async function find(id: string): Promise<RequestRow> {
    const [row] = readRequests(await sql`${selectRequest(sql)} where workspace = ${workspace} and id = ${id}`);
    if (row === undefined) throw new RequestError('not_found', { message: 'There is no such request.' });
    return row;
  }

  async function ask(
    id: string,
    kind: RequestRow['kind'],
    requestedBy: string,
    options: RequestRow['options'] = {},
  ): Promise<PrivacyRequest> {
    const { profile } = await requireProfileState(store, workspace, id);
    const at = now();
    const request = await sql.begin(async (tx) => {
      const asked = [{ kind, cause: 'person', requestedBy, at, profile, options }] as const;
      const [created = ''] = await createRequests(tx, workspace, asked);
      const action: PrivacyAction = kind === 'export' ? 'export_requested' : 'erasure_requested';
      await audit(tx, { workspace, actor: requestedBy, action, at, request: created, profile });
      return created;
    });
    privacy.wake();
    return presentRequest(await find(request));
  }

  app.post(
    '/profiles/:id/exports',
    {
      schema: {
        tags,
        summary: 'Have all that is kept of a person written into a file',
        params: profileParameter,
        response: { 202: privacyRequest },
      },
    },
    async ({ params, caller }, reply) => reply.code(202).send(await ask(params.id, 'export', caller?.name ?? '')),
  );

  app.post(
    '/profiles/:id/erasure',
    {
      schema: {
        tags,
        summary: 'Erase a person everywhere; it cannot be undone',
        params: profileParameter,
        body: eraseRequest,
        response: { 202: privacyRequest },
      },
    },
    async ({ params, body, caller }, reply) =>
      reply.code(202).send(await ask(params.id, 'erasure', caller?.name ?? '', body)),
  );

  async function restrict(id: string, restricted: boolean, reason: string, actor: string): Promise<void> {
    const { profile } = await requireProfileState(store, workspace, id);
    const at = now();
    await appendStimuli([
      {
        ...{ type: 'restrict', workspace, profile, id: `restrict:${randomUUID()}`, at, receivedAt: at },
        ...{ restricted, reason, actor },
      },
    ]);
    await audit(sql, { workspace, actor, action: restricted ? 'restricted' : 'restriction_lifted', at, profile });
  }
  const accepted = z.object({ accepted: z.literal(true) });

  app.put(
    '/profiles/:id/restriction',
    {
      schema: {
        tags,
        summary: 'Restrict processing: data is kept, nothing is done with it',
        params: profileParameter,
        body: restrictRequest,
        response: { 202: accepted },
      },
    },
    async ({ params, body, caller }, reply) => {
      await restrict(params.id, true, body.reason, caller?.name ?? '');
      return reply.code(202).send({ accepted: true });
    },
  );

  app.delete(
    '/profiles/:id/restriction',
    { schema: { tags, summary: 'Lift the restriction', params: profileParameter, response: { 202: accepted } } },
    async ({ params, caller }, reply) => {
      await restrict(params.id, false, '', caller?.name ?? '');
      return reply.code(202).send({ accepted: true });
    },
  );

  app.get(
    '/privacy/requests',
    {
      schema: {
        tags,
        summary: 'Exports and erasures that were asked for, newest first',
        querystring: privacyRequestQuery,
        response: { 200: privacyRequestList },
      },
    },
    async ({ query: { limit, cursor, kind, batch, profile } }) => {
      const offset = readOffset(cursor);
      const rows = readRequests(
        await sql`
          ${selectRequest(sql)} where workspace = ${workspace} and cause <> 'retention'
            ${kind === undefined ? sql`` : sql`and kind = ${kind}`}
            ${batch === undefined ? sql`` : sql`and batch = ${batch}`}
            ${profile === undefined ? sql`` : sql`and (profile = ${profile} or profiles @> ${[profile]}::uuid[])`}
          order by requested_at desc, id limit ${limit + 1} offset ${offset}`,
      );
      return pageOf(rows.map(presentRequest), limit, offset);
    },
  );

  app.get(
    '/privacy/requests/:id',
    {
      schema: {
        tags,
        summary: 'One request and how far it is',
        params: requestParameter,
        response: { 200: privacyRequest },
      },
    },
    async ({ params }) => presentRequest(await find(params.id)),
  );

  app.get(
    '/privacy/requests/:id/file',
    { schema: { tags, summary: 'The file of an export', params: requestParameter } },
    async ({ params, caller }, reply) => {
      const row = await find(params.id);
      const path = privacy.files.path(row.id);
      if (row.progress.bytes === undefined || !existsSync(path)) {
        throw new RequestError('not_found', { message: 'The file is not ready, or was removed after a week.' });
      }
      const { profile } = row;
      const entry = { workspace, actor: caller?.name ?? '', action: 'export_downloaded', profile } as const;
      await audit(sql, { ...entry, at: now(), request: row.id });
      return reply
        .header('content-type', 'application/json; charset=utf-8')
        .header('content-disposition', `attachment; filename="person-export-${row.id}.json"`)
        .send(createReadStream(path));
    },
  );

  app.get(
    '/privacy/requests/:id/receipt',
    {
      schema: {
        tags,
        summary: 'What an erasure removed where, and what has still to pass; names nobody',
        params: requestParameter,
        response: { 200: erasureReceipt },
      },
    },
    async ({ params, caller }, reply) => {
      const row = await find(params.id);
      if (row.kind !== 'erasure') throw new RequestError('not_found', { message: 'An export has no receipt.' });
      const entry = { workspace, actor: caller?.name ?? '', action: 'receipt_downloaded' } as const;
      await audit(sql, { ...entry, at: now(), request: row.id, profile: row.profile });
      reply.header('content-disposition', `attachment; filename="erasure-receipt-${row.id}.json"`);
      return receiptOf(row, (await readRetention(sql, workspace)).rules);
    },
  );

  app.get(
    '/privacy/export-schema',
    { schema: { tags, summary: 'JSON Schema of the file of an export' } },
    (_request, reply) => reply.send(z.toJSONSchema(personExport)),
  );

  app.get(
    '/privacy/audit',
    {
      schema: {
        tags,
        summary: 'Who did what about people’s data, newest first',
        querystring: privacyAuditQuery,
        response: { 200: privacyAuditList },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const offset = readOffset(cursor);
      const rows = await sql<
        {
          at: number;
          actor: string;
          action: PrivacyAction;
          request: string | null;
          profile: string | null;
          detail: string;
        }[]
      >`
        select at, actor, action, request, profile, detail from privacy_audit where workspace = ${workspace}
        order by position desc limit ${limit + 1} offset ${offset}`;
      return pageOf(
        rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() })),
        limit,
        offset,
      );
    },
  );
}
