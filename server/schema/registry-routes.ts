import type { FastifyRequest } from 'fastify';
import { RequestError } from '#contracts/errors.ts';
import { displayNames } from '#contracts/schema/display-names.ts';
import {
  type EventRule,
  maySee,
  type PersonalClass,
  type SchemaSettings,
  schemaSettings,
} from '#contracts/schema/schema.ts';
import {
  type CheckedRule,
  checkedRule,
  checkRule,
  eventNameQuery,
  type SchemaEventItem,
  savedRule,
  saveEventRule,
  saveTraitRule,
  schemaEvent,
  type schemaEventFilters,
  schemaEventList,
  schemaEventQuery,
  schemaTrait,
  schemaTraits,
  suggestionQuery,
  suggestions,
  traitPathQuery,
} from '#contracts/schema/schema-registry.ts';
import { compileSchema } from '#core/schema/compile.ts';
import { pageOf, readOffset } from '../cursor.ts';
import { newestRelease } from '../definitions/parts.ts';
import type { ServerParts } from '../parts.ts';
import type { Routes } from '../routes/routes.ts';
import { displayNamesOf } from './display-names.ts';
import { formatsOf } from './follow-schema.ts';
import { listSchemaEvents, type RegistryParts, readSchemaEvent } from './read-events.ts';
import { readSchemaTrait, readSchemaTraits } from './read-traits.ts';
import { readSchema, readSettings, saveRule, saveSettings } from './rules.ts';
import { suggest } from './suggest.ts';

const eventsLookedAt = 500;
const tags = ['schema'];

export function registerRegistry(app: Routes, parts: ServerParts): void {
  const { sql, workspace, analytics } = parts;

  const registry = async (): Promise<RegistryParts> => {
    const { settings } = await newestRelease(parts);
    return { sql, workspace, now: Date.now(), zone: settings.timeZone };
  };
  const sight = async ({ caller }: Pick<FastifyRequest, 'caller'>) => {
    const settings = await readSettings(sql, workspace);
    return (personal: PersonalClass) => caller !== null && maySee(caller.role, personal, settings);
  };

  app.get(
    '/schema/settings',
    { schema: { tags, summary: 'What holds for all events and traits', response: { 200: schemaSettings } } },
    () => readSettings(sql, workspace),
  );

  app.put(
    '/schema/settings',
    {
      schema: {
        ...{ tags, summary: 'Put schema settings into force', body: schemaSettings },
        response: { 200: schemaSettings },
      },
    },
    ({ body }): Promise<SchemaSettings> => saveSettings(sql, workspace, body),
  );

  app.get(
    '/schema/events',
    {
      schema: {
        ...{ tags, summary: 'Events that were seen or fixed, the most frequent first' },
        ...{ querystring: schemaEventQuery, response: { 200: schemaEventList } },
      },
    },
    async ({ query: { search = '', named = [], show, limit, cursor } }) => {
      const wanted = search.trim().toLowerCase();
      const all = await listSchemaEvents(await registry());
      const found = all.filter(
        (event) => isShown[show](event) && (named.includes(event.name) || textOf(event).includes(wanted)),
      );
      const offset = readOffset(cursor);
      return pageOf(found.slice(offset, offset + limit + 1), limit, offset);
    },
  );

  app.get(
    '/schema/event',
    {
      schema: {
        ...{ tags, summary: 'One event: volumes, properties, what is fixed' },
        ...{ querystring: eventNameQuery, response: { 200: schemaEvent } },
      },
    },
    async (request) => {
      const { name } = request.query;
      const found = await readSchemaEvent(await registry(), name, await sight(request));
      if (found !== undefined) return found;
      throw new RequestError('not_found', { message: `No event "${name}" was seen yet, and nothing is fixed of it.` });
    },
  );

  app.put(
    '/schema/event',
    {
      schema: {
        ...{ tags, summary: 'Fix what an event must look like; in force within seconds' },
        ...{ body: saveEventRule, response: { 200: savedRule } },
      },
    },
    async ({ body: { name, rule, revision } }) => ({
      revision: await saveRule(sql, workspace, 'event', name, rule, revision),
    }),
  );

  app.post(
    '/schema/event/check',
    {
      schema: {
        ...{ tags, summary: 'What a rule would have done to the events of the last seven days' },
        ...{ body: checkRule, response: { 200: checkedRule } },
      },
    },
    ({ body: { name, rule } }) => check(parts, name, rule),
  );

  app.get(
    '/schema/traits',
    { schema: { tags, summary: 'Traits that people have, or that are fixed', response: { 200: schemaTraits } } },
    async (request) =>
      readSchemaTraits(await registry(), await analytics.observedTraits(workspace), await sight(request)),
  );

  app.get(
    '/schema/trait',
    {
      schema: {
        ...{ tags, summary: 'One trait: types, values, what is fixed' },
        ...{ querystring: traitPathQuery, response: { 200: schemaTrait } },
      },
    },
    async (request) => {
      const { path } = request.query;
      const observed = await analytics.observedTraits(workspace);
      const found = await readSchemaTrait(await registry(), observed, path, await sight(request));
      if (found !== undefined) return found;
      throw new RequestError('not_found', { message: `Nobody has the trait "${path}", and nothing is fixed of it.` });
    },
  );

  app.put(
    '/schema/trait',
    {
      schema: {
        ...{ tags, summary: 'Fix what a trait must look like; in force within seconds' },
        ...{ body: saveTraitRule, response: { 200: savedRule } },
      },
    },
    async ({ body: { path, rule, revision } }) => ({
      revision: await saveRule(sql, workspace, 'trait', path, rule, revision),
    }),
  );

  app.get(
    '/schema/display-names',
    {
      schema: {
        ...{ tags, summary: 'What the team calls events, properties and traits' },
        response: { 200: displayNames },
      },
    },
    async () => {
      const [schema, { computedTraits = [] }] = await Promise.all([readSchema(sql, workspace), newestRelease(parts)]);
      return displayNamesOf(schema, computedTraits);
    },
  );

  app.get(
    '/schema/suggestions',
    {
      schema: {
        ...{ tags, summary: 'Names and values to build conditions of' },
        ...{ querystring: suggestionQuery, response: { 200: suggestions } },
      },
    },
    async (request) =>
      suggest(
        {
          ...(await registry()),
          observedTraits: () => analytics.observedTraits(workspace),
          sees: await sight(request),
        },
        request.query,
      ),
  );
}

function textOf({ name, displayName, description }: SchemaEventItem): string {
  return `${name}\n${displayName}\n${description}`.toLowerCase();
}

const isShown: { readonly [show in (typeof schemaEventFilters)[number]]: (event: SchemaEventItem) => boolean } = {
  all: () => true,
  fixed: ({ fixed }) => fixed,
  misfits: ({ misfits, keptAside }) => misfits + keptAside > 0,
  blocked: ({ blocked }) => blocked,
};

async function check(parts: ServerParts, name: string, rule: EventRule): Promise<CheckedRule> {
  const { sql, workspace, analytics } = parts;
  const settings = await readSettings(sql, workspace);
  // In every mode the question is what would not fit; in `learn` nothing would be said about it.
  const asked = new Map([[name, { ...rule, mode: 'enforce' as const }]]);
  const schema = compileSchema({ settings, events: asked, traits: new Map() }, await formatsOf(parts));
  const recent = await analytics.recentEvents(workspace, name, eventsLookedAt);
  const counts = new Map<string, CheckedRule['reasons'][number]>();
  let misfits = 0;
  for (const properties of recent) {
    const content = { type: 'track', name, properties } as const;
    const verdict = schema.judge({ ...asking, workspace, content });
    if (verdict === undefined || verdict.misfits.length === 0) continue;
    misfits++;
    for (const { reason, path } of verdict.misfits) {
      const key = `${reason}\n${path}`;
      counts.set(key, { reason, path, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  }
  const reasons = [...counts.values()].sort((a, b) => b.count - a.count).slice(0, 50);
  return { looked: recent.length, misfits, reasons };
}

const asking = { messageId: 'check', at: 0, receivedAt: 0, identities: [], context: {} } as const;
