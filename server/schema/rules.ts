import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import { RequestError } from '#contracts/errors.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import {
  defaultSchemaSettings,
  type EventRule,
  eventRule,
  type FieldRule,
  fieldRule,
  type SchemaSettings,
  schemaSettings,
  type WorkspaceSchema,
} from '#contracts/schema/schema.ts';

type RuleKind = 'event' | 'trait';

/** A rule with the revision that a change of it must name; 0 where nothing is fixed yet. */
export interface Stored<Rule> {
  readonly rule: Rule;
  readonly revision: number;
}

interface Row {
  readonly kind: RuleKind;
  readonly name: string;
  readonly body: string;
  readonly revision: number;
}

/** Rises with every change of anything that was fixed. */
export async function readChanges(sql: Sql, workspace: WorkspaceId): Promise<number> {
  const [row] = await sql<{ changes: number }[]>`select changes from schema_state where workspace = ${workspace}`;
  return row?.changes ?? 0;
}

export async function readSettings(sql: Sql, workspace: WorkspaceId): Promise<SchemaSettings> {
  const [row] = await sql<{ settings: string | null }[]>`
    select settings from schema_state where workspace = ${workspace}`;
  return row?.settings
    ? schemaSettings.parse({ ...defaultSchemaSettings, ...JSON.parse(row.settings) })
    : defaultSchemaSettings;
}

export async function saveSettings(
  sql: Sql,
  workspace: WorkspaceId,
  settings: SchemaSettings,
): Promise<SchemaSettings> {
  await sql`
    insert into schema_state as held (workspace, settings, changes) values (${workspace}, ${JSON.stringify(settings)}, 1)
    on conflict (workspace) do update set settings = excluded.settings, changes = held.changes + 1`;
  return settings;
}

export async function readSchema(sql: Sql, workspace: WorkspaceId): Promise<WorkspaceSchema> {
  const [settings, rows] = await Promise.all([readSettings(sql, workspace), readRules(sql, workspace)]);
  return {
    settings,
    events: new Map(rows.flatMap(({ kind, name, body }) => (kind === 'event' ? [[name, parseEvent(body)]] : []))),
    traits: new Map(rows.flatMap(({ kind, name, body }) => (kind === 'trait' ? [[name, parseTrait(body)]] : []))),
  };
}

async function readRules(sql: Sql, workspace: WorkspaceId): Promise<readonly Row[]> {
  return sql<Row[]>`select kind, name, body, revision from schema_rule where workspace = ${workspace}`;
}

export async function readEventRules(
  sql: Sql,
  workspace: WorkspaceId,
): Promise<ReadonlyMap<string, Stored<EventRule>>> {
  const rows = await readRules(sql, workspace);
  return new Map(
    rows.flatMap(({ kind, name, body, revision }) =>
      kind === 'event' ? [[name, { rule: parseEvent(body), revision }]] : [],
    ),
  );
}

export async function readTraitRules(
  sql: Sql,
  workspace: WorkspaceId,
): Promise<ReadonlyMap<string, Stored<FieldRule>>> {
  const rows = await readRules(sql, workspace);
  return new Map(
    rows.flatMap(({ kind, name, body, revision }) =>
      kind === 'trait' ? [[name, { rule: parseTrait(body), revision }]] : [],
    ),
  );
}

/** Puts a rule in force, or takes it away where it is null. Throws `revision_conflict` where somebody else was faster. */
export async function saveRule(
  sql: Sql,
  workspace: WorkspaceId,
  kind: RuleKind,
  name: string,
  rule: EventRule | FieldRule | null,
  revision: number,
): Promise<number> {
  return sql.begin(async (transaction) => {
    const saved =
      rule === null
        ? await remove(transaction, workspace, kind, name, revision)
        : await write(transaction, workspace, kind, name, JSON.stringify(rule), revision);
    if (saved === undefined) throw new RequestError('revision_conflict');
    await transaction`
      insert into schema_state as held (workspace, changes) values (${workspace}, 1)
      on conflict (workspace) do update set changes = held.changes + 1`;
    return saved;
  });
}

async function write(
  sql: TransactionSql,
  workspace: WorkspaceId,
  kind: RuleKind,
  name: string,
  body: string,
  revision: number,
): Promise<number | undefined> {
  const [row] =
    revision === 0
      ? await sql<{ revision: number }[]>`
          insert into schema_rule (workspace, kind, name, body, revision) values (${workspace}, ${kind}, ${name}, ${body}, 1)
          on conflict do nothing returning revision`
      : await sql<{ revision: number }[]>`
          update schema_rule set body = ${body}, revision = revision + 1, updated_at = now()
          where workspace = ${workspace} and kind = ${kind} and name = ${name} and revision = ${revision}
          returning revision`;
  return row?.revision;
}

async function remove(
  sql: TransactionSql,
  workspace: WorkspaceId,
  kind: RuleKind,
  name: string,
  revision: number,
): Promise<number | undefined> {
  const removed = await sql`
    delete from schema_rule
    where workspace = ${workspace} and kind = ${kind} and name = ${name} and revision = ${revision}`;
  return removed.count > 0 ? 0 : undefined;
}

function parseEvent(body: string): EventRule {
  return eventRule.parse(JSON.parse(body));
}

function parseTrait(body: string): FieldRule {
  return fieldRule.parse(JSON.parse(body));
}
