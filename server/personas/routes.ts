import { z } from 'zod';
import { countCustomers } from '#analytics/rfm/grid.ts';
import { identifierParameter } from '#contracts/api/list.ts';
import { type PersonaReport, personaNames, personaReport, renamePersonaRequest } from '#contracts/api/persona.ts';
import { newestRelease } from '../definitions/parts.ts';
import type { ServerParts } from '../parts.ts';
import { reportsDatabase } from '../reports-database.ts';
import type { Routes } from '../routes/routes.ts';
import { openPersonaStore, type RunRow } from './persona-store.ts';
import { personaRefreshDays } from './refresh-days.ts';

const day = 86_400_000;
const tags = ['personas'];

export function registerPersonas(app: Routes, parts: ServerParts): void {
  const { personas } = parts;
  const store = openPersonaStore(parts.sql, parts.workspace);

  app.get(
    '/personas',
    {
      schema: {
        tags,
        summary: 'Kinds of customers by what they do, the largest first',
        response: { 200: personaReport },
      },
    },
    () => personaReportOf(parts),
  );

  app.get(
    '/personas/names',
    { schema: { tags, summary: 'What the kinds of customers are called', response: { 200: personaNames } } },
    async () => ({
      items: (await store.current()).map(({ id, name, differences }) => ({ id, name, differences })),
    }),
  );

  app.post(
    '/personas/refresh',
    {
      schema: {
        tags,
        summary: 'Begin to tell the kinds of customers apart anew; the report shows how far it is',
        response: { 202: personaReport },
      },
    },
    async (_request, reply) => {
      await personas?.refresh();
      return reply.code(202).send(await personaReportOf(parts));
    },
  );

  app.put(
    '/personas/:id',
    {
      schema: {
        tags,
        summary: 'Name a persona; null lets it be called by what sets it apart',
        params: identifierParameter,
        body: renamePersonaRequest,
        response: { 204: z.undefined() },
      },
    },
    async ({ params: { id }, body: { name } }, reply) => {
      await store.rename(id, name);
      return reply.code(204).send();
    },
  );
}

async function personaReportOf(parts: ServerParts): Promise<PersonaReport> {
  const { sql, workspace } = parts;
  const store = openPersonaStore(sql, workspace);
  const [items, run, { settings }] = await Promise.all([store.current(), store.run(), newestRelease(parts)]);
  const customers = run?.state === 'done' ? run.customers : await countCustomers(reportsDatabase(parts), workspace);
  return {
    items: [...items],
    run: run === undefined ? null : present(run),
    computedAt: run?.computedAt?.toISOString() ?? null,
    refreshAt: run?.computedAt ? new Date(run.startedAt.getTime() + personaRefreshDays * day).toISOString() : null,
    customers,
    silhouette: run?.silhouette ?? null,
    means: run?.means ?? {},
    currency: settings.currency,
    timeZone: settings.timeZone,
  };
}

function present({ state, stage, done, total, startedAt, finishedAt }: RunRow): NonNullable<PersonaReport['run']> {
  return {
    ...{ state, stage, done, total },
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
