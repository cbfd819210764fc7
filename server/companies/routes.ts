import { randomUUID } from 'node:crypto';
import {
  company,
  companyActivity,
  companyList,
  companyListQuery,
  companyMemberParameter,
  companyMembers,
  companyParameter,
  companyTaken,
  tellCompanyRequest,
} from '#contracts/api/company.ts';
import { listQuery } from '#contracts/api/list.ts';
import { joinsCompany, leavesCompany } from '#contracts/company.ts';
import { companySubject } from '#core/company/company-id.ts';
import { pageOf, readOffset } from '../cursor.ts';
import { newestRelease } from '../definitions/parts.ts';
import type { ServerParts } from '../parts.ts';
import { requireProfileState } from '../profiles/read-profile.ts';
import type { Routes } from '../routes/routes.ts';
import { companyName, requireCompany } from './read-company.ts';

const tags = ['companies'];

/** Companies as `group` calls tell of them, with their members. Changes go through the log, as everything does. */
export function registerCompanies(app: Routes, parts: ServerParts): void {
  registerLists(app, parts);
  registerChanges(app, parts);
}

function registerLists(app: Routes, parts: ServerParts): void {
  const { store, workspace, analytics } = parts;
  app.get(
    '/companies',
    {
      schema: {
        tags,
        summary: 'List and find companies',
        querystring: companyListQuery,
        response: { 200: companyList },
      },
    },
    async ({ query: { limit, cursor, ...query } }) => {
      const offset = readOffset(cursor);
      const [{ settings }, rows] = await Promise.all([
        newestRelease(parts),
        analytics.companies(workspace, { ...query, limit: limit + 1 }, offset),
      ]);
      return { ...pageOf(rows, limit, offset), currency: settings.currency };
    },
  );

  app.get(
    '/companies/:id',
    { schema: { tags, summary: 'One company as it is now', params: companyParameter, response: { 200: company } } },
    async ({ params: { id } }) => {
      const [{ picture, firstSeenAt, lastSeenAt }, { settings }, figures] = await Promise.all([
        requireCompany(store, workspace, id),
        newestRelease(parts),
        analytics.companyFigures(workspace, id),
      ]);
      return {
        ...{ id, name: companyName(id, picture.traits), traits: picture.traits },
        firstSeenAt: new Date(firstSeenAt).toISOString(),
        lastSeenAt: new Date(lastSeenAt).toISOString(),
        ...figures,
        currency: settings.currency,
      };
    },
  );

  app.get(
    '/companies/:id/members',
    {
      schema: {
        tags,
        summary: 'The people in a company; who joined last comes first',
        params: companyParameter,
        querystring: listQuery,
        response: { 200: companyMembers },
      },
    },
    async ({ params: { id }, query: { limit, cursor } }) => {
      const offset = readOffset(cursor);
      await requireCompany(store, workspace, id);
      const rows = await analytics.companyMembers(workspace, id, { limit: limit + 1, offset });
      return pageOf(rows, limit, offset);
    },
  );

  app.get(
    '/companies/:id/activity',
    {
      schema: {
        tags,
        summary: 'What the people in a company did since they joined, newest first',
        params: companyParameter,
        querystring: listQuery,
        response: { 200: companyActivity },
      },
    },
    async ({ params: { id }, query: { limit, cursor } }) => {
      const offset = readOffset(cursor);
      await requireCompany(store, workspace, id);
      const rows = await analytics.companyActivity(workspace, id, { limit: limit + 1, offset });
      return pageOf(rows, limit, offset);
    },
  );
}

function registerChanges(app: Routes, parts: ServerParts): void {
  const { store, workspace, appendStimuli } = parts;
  const told = (id: string) => {
    const now = Date.now();
    const profile = companySubject(id);
    return { workspace, profile, id: `company:${randomUUID()}`, at: now, receivedAt: now, company: id };
  };

  app.put(
    '/companies/:id',
    {
      schema: {
        tags,
        summary: 'Set and remove traits of a company; one that is not known yet begins with them',
        params: companyParameter,
        body: tellCompanyRequest,
        response: { 202: companyTaken },
      },
    },
    async ({ params: { id }, body: { traits } }, reply) => {
      await appendStimuli([{ ...told(id), type: 'company_told', traits }]);
      return reply.code(202).send({ id });
    },
  );

  app.delete(
    '/companies/:id',
    {
      schema: {
        tags,
        summary: 'Delete a company: its traits are forgotten, and everybody leaves it',
        params: companyParameter,
        response: { 202: companyTaken },
      },
    },
    async ({ params: { id } }, reply) => {
      await requireCompany(store, workspace, id);
      await appendStimuli([{ ...told(id), type: 'company_told', traits: {}, deleted: true }]);
      return reply.code(202).send({ id });
    },
  );

  for (const [method, name, summary] of [
    ['put', joinsCompany, 'Say that a person is in a company'],
    ['delete', leavesCompany, 'Say that a person has left a company'],
  ] as const) {
    app[method](
      '/companies/:id/members/:profile',
      { schema: { tags, summary, params: companyMemberParameter, response: { 202: companyTaken } } },
      async ({ params: { id, profile }, caller }, reply) => {
        const person = await requireProfileState(store, workspace, profile);
        if (method === 'delete') await requireCompany(store, workspace, id);
        const now = Date.now();
        await appendStimuli([
          {
            ...{ type: 'track', workspace, profile: person.profile, id: `company:${randomUUID()}`, at: now },
            ...{ receivedAt: now, identities: [], context: { groupId: id }, name },
            properties: { groupId: id, actor: caller?.name ?? '' },
          },
        ]);
        return reply.code(202).send({ id });
      },
    );
  }
}
