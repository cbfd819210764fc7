import type { Sql } from '#components/postgres/database.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { EventRule, PersonalClass } from '#contracts/schema/schema.ts';
import { eventRule } from '#contracts/schema/schema.ts';
import type { MisfitCount, SchemaEvent, SchemaEventItem } from '#contracts/schema/schema-registry.ts';
import { type LearnedEvent, type LearnedField, readDays, readEvents, readFields } from './learn/learned-store.ts';
import { presentField } from './present.ts';
import { readEventRules, readSettings, type Stored } from './rules.ts';

export interface RegistryParts {
  readonly sql: Sql;
  readonly workspace: WorkspaceId;
  readonly now: Instant;
  /** Days are those of this time zone. */
  readonly zone: string;
}

const daysShown = 30;
const day = 86_400_000;

/** Every event that was seen or of which something is fixed, the most frequent of the last 30 days first. */
export async function listSchemaEvents(parts: RegistryParts): Promise<SchemaEventItem[]> {
  const { sql, workspace } = parts;
  const days = lastDays(parts);
  const [settings, learned, rules, counted, properties, misfits, kept] = await Promise.all([
    readSettings(sql, workspace),
    readEvents(sql, workspace),
    readEventRules(sql, workspace),
    readDays(sql, workspace, days[0] ?? ''),
    countProperties(sql, workspace),
    countMisfitsByName(sql, workspace, days[0] ?? ''),
    countKeptByName(sql, workspace),
  ]);
  const byName = new Map(learned.filter(({ name }) => name !== '').map((event) => [event.name, event]));
  const ofDays = Map.groupBy(counted, ({ name }) => name);
  const names = [...new Set([...byName.keys(), ...rules.keys()])];
  return names
    .map((name): SchemaEventItem => {
      const rule = rules.get(name)?.rule;
      return {
        name,
        ...itemOf(byName.get(name), rule, days, ofDays.get(name) ?? []),
        mode: rule?.mode ?? settings.eventMode,
        properties: Math.max(properties.get(name) ?? 0, Object.keys(rule?.fields ?? {}).length),
        misfits: misfits.get(name) ?? 0,
        keptAside: kept.get(name) ?? 0,
      };
    })
    .sort((a, b) => recent(b) - recent(a) || b.events - a.events || (a.name < b.name ? -1 : 1));
}

/** Undefined where it was never seen and nothing is fixed of it. */
export async function readSchemaEvent(
  parts: RegistryParts,
  name: string,
  sees: (personal: PersonalClass) => boolean,
): Promise<SchemaEvent | undefined> {
  const { sql, workspace } = parts;
  const days = lastDays(parts);
  const [settings, [learned], rules, counted, fields, misfits, kept] = await Promise.all([
    readSettings(sql, workspace),
    readEvents(sql, workspace, name),
    readEventRules(sql, workspace),
    readDays(sql, workspace, days[0] ?? '', name),
    readFields(sql, workspace, [name]),
    readMisfits(sql, workspace, 'event', name, days[0] ?? ''),
    countKeptByName(sql, workspace),
  ]);
  const stored = rules.get(name);
  if (learned === undefined && stored === undefined) return undefined;
  const looked = learned?.observed ?? 0;
  return {
    name,
    ...itemOf(learned, stored?.rule, days, counted),
    mode: stored?.rule.mode ?? settings.eventMode,
    workspaceMode: settings.eventMode,
    firstSeenAt: learned === undefined ? null : iso(learned.firstAt),
    imported: learned?.imported ?? 0,
    observed: looked,
    properties: presentProperties(fields, stored, looked, sees),
    misfits,
    keptAside: kept.get(name) ?? 0,
    rule: stored?.rule ?? eventRule.parse({}),
    revision: stored?.revision ?? 0,
  };
}

function presentProperties(
  fields: readonly LearnedField[],
  stored: Stored<EventRule> | undefined,
  looked: number,
  sees: (personal: PersonalClass) => boolean,
) {
  const rules = stored?.rule.fields ?? {};
  const seen = new Map(fields.map(({ path, observation }) => [path, observation]));
  return [...new Set([...seen.keys(), ...Object.keys(rules)])]
    .sort()
    .map((path) => presentField({ kind: 'event', path, observation: seen.get(path), rule: rules[path], looked }, sees));
}

function itemOf(
  learned: LearnedEvent | undefined,
  rule: EventRule | undefined,
  days: readonly string[],
  counted: readonly { readonly day: string; readonly events: number }[],
) {
  const byDay = new Map(counted.map((one) => [one.day, one.events]));
  return {
    displayName: rule?.displayName ?? '',
    description: rule?.description ?? '',
    blocked: rule?.blocked ?? false,
    fixed: rule !== undefined,
    events: learned?.events ?? 0,
    lastSeenAt: learned === undefined ? null : iso(learned.lastAt),
    days: days.map((one) => ({ day: one, events: byDay.get(one) ?? 0 })),
  };
}

export async function readMisfits(
  sql: Sql,
  workspace: WorkspaceId,
  kind: 'event' | 'trait',
  name: string,
  from: string,
): Promise<MisfitCount[]> {
  const rows = await sql<(Omit<MisfitCount, 'lastAt'> & { lastAt: number; events: string })[]>`
    select reason, path, outcome, sum(events) as events, max(last_at) as "lastAt" from schema_misfit
    where workspace = ${workspace} and kind = ${kind} and name = ${name} and day >= ${from}::date
    group by reason, path, outcome order by sum(events) desc limit 100`;
  return rows.map((row) => ({ ...row, events: Number(row.events), lastAt: iso(row.lastAt) }));
}

async function countProperties(sql: Sql, workspace: WorkspaceId): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ name: string; count: number }[]>`
    select name, count(*) as count from schema_field where workspace = ${workspace} and kind = 'event' group by name`;
  return new Map(rows.map(({ name, count }) => [name, count]));
}

async function countMisfitsByName(
  sql: Sql,
  workspace: WorkspaceId,
  from: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ name: string; count: string }[]>`
    select name, sum(events) as count from schema_misfit
    where workspace = ${workspace} and kind = 'event' and day >= ${from}::date group by name`;
  return new Map(rows.map(({ name, count }) => [name, Number(count)]));
}

async function countKeptByName(sql: Sql, workspace: WorkspaceId): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ name: string; count: number }[]>`
    select name, count(*) as count from kept_event
    where workspace = ${workspace} and kind = 'event' and state = 'kept' group by name`;
  return new Map(rows.map(({ name, count }) => [name, count]));
}

/** The last 30 days of the workspace as `YYYY-MM-DD`, today last. */
export function lastDays({ now, zone }: Pick<RegistryParts, 'now' | 'zone'>): string[] {
  const today = Date.parse(new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now));
  return Array.from({ length: daysShown }, (_, n) =>
    new Date(today - (daysShown - 1 - n) * day).toISOString().slice(0, 10),
  );
}

function recent({ days }: SchemaEventItem): number {
  return days.reduce((sum, { events }) => sum + events, 0);
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}
