import type { ClickHouseClient } from '@clickhouse/client';
import { StartupError } from '../startup-error.ts';
import { profileAliasView } from './alias.ts';
import { addColumns, addDerivedColumns, addIndex, changeDerivedColumns } from './alter-columns.ts';
import { queryRows } from './client.ts';
import type { Table } from './column.ts';
import { text, time, unsigned8, unsigned32 } from './column.ts';
import type { ClusterOptions } from './create-table.ts';
import { createTableStatements } from './create-table.ts';
import { searchByClass } from './search-by-class.ts';
import { consentFactTable, eventTable, journeyStepTable, orderFactTable, profileFactTable, tables } from './tables.ts';

/** A change of tables that exist already. New installations run it too, so each statement must bear a repeat. */
export interface Alteration {
  readonly number: number;
  readonly name: string;
  readonly statements: (options: ClusterOptions) => readonly string[];
}

export interface MigrateOptions extends ClusterOptions {
  alterations?: readonly Alteration[];
}

/** Forward only, ascending, never edited once released. */
const alterations: readonly Alteration[] = [
  {
    number: 160,
    name: 'the picture of a person shows her companies',
    statements: (options) => [
      ...addColumns(profileFactTable, ['companies', 'company_ids'], options),
      ...addIndex(profileFactTable, 'company_bloom', options),
    ],
  },
  {
    number: 170,
    name: 'facts know the import that brought them',
    statements: (options) => [
      ...addColumns(eventTable, ['import_id', 'traits_before'], options),
      ...addColumns(orderFactTable, ['import_id'], options),
      ...addColumns(consentFactTable, ['import_id', 'word_before'], options),
    ],
  },
  {
    number: 171,
    name: 'people are searched by every trait',
    statements: ({ cluster }) => [
      `ALTER TABLE ${cluster === undefined ? 'profile_fact' : `profile_fact_local ON CLUSTER ${cluster}`} UPDATE search =
         substringUTF8(lowerUTF8(arrayStringConcat(arrayConcat(
           arrayMap(one -> JSONExtractString(one, 'value'), JSONExtractArrayRaw(identities)),
           arrayMap(pair -> substringUTF8(replaceRegexpAll(pair.2, '["{}]|[[]|[]]', ''), 1, 200),
             JSONExtractKeysAndValuesRaw(traits))), ' ')), 1, 2000)
       WHERE traits != '{}' SETTINGS mutations_sync = 2`,
    ],
  },
  {
    number: 220,
    name: 'the picture of a person shows what conditions ask beside traits',
    statements: (options) => addColumns(profileFactTable, ['time_zone', 'known'], options),
  },
  {
    number: 250,
    name: 'properties that are asked for most have columns of their own',
    statements: (options) => addDerivedColumns(eventTable, options),
  },
  {
    number: 251,
    name: 'a picture tells its form, so that older ones are found and written anew',
    statements: (options) => addColumns(profileFactTable, ['picture_format'], options),
  },
  {
    number: 270,
    name: 'a word of consent names the message that it stood in',
    statements: (options) => addColumns(consentFactTable, ['address', 'inbound_message'], options),
  },
  {
    number: 300,
    name: 'a search tells from where a word stands who may see it',
    statements: (options) => [
      ...addColumns(profileFactTable, ['search_open', 'search_contact'], options),
      `ALTER TABLE ${options.cluster === undefined ? 'profile_fact' : `profile_fact_local ON CLUSTER ${options.cluster}`}
         UPDATE ${searchByClass} WHERE search_contact = 0 AND search != '' SETTINGS mutations_sync = 2`,
    ],
  },
  {
    number: 340,
    name: 'a step of a journey keeps what came from outside with it',
    statements: (options) => addColumns(journeyStepTable, ['payload'], options),
  },
  {
    number: 370,
    name: 'the text of properties is taken apart once for all columns that come out of it',
    statements: (options) => changeDerivedColumns(eventTable, options),
  },
];

const migrationTable = {
  name: 'migration',
  columns: { number: unsigned32, name: text, applied_at: time, lane: unsigned8 },
  engine: 'ReplacingMergeTree',
  version: 'applied_at',
  orderBy: ['number'],
} as const satisfies Table;

/**
 * Creates what is missing in the client's database and applies the alterations that are not recorded yet. A repeat
 * changes nothing. Rejects with StartupError when the data was written by a newer version.
 */
export async function migrateClickhouse(client: ClickHouseClient, options: MigrateOptions = {}): Promise<void> {
  const known = options.alterations ?? alterations;
  for (const statement of createTableStatements(migrationTable, options)) await client.command({ query: statement });
  const recorded = await queryRows<{ number: number }>(client, 'SELECT number FROM migration FINAL');
  const applied = new Set(recorded.map((row) => row.number));
  const newest = Math.max(0, ...known.map((alteration) => alteration.number));
  if (recorded.some((row) => row.number > newest)) {
    throw new StartupError(
      'The ClickHouse data was written by a newer version of Throughline; start that version, or choose another data directory.',
    );
  }
  for (const table of tables) {
    for (const statement of createTableStatements(table, options)) await client.command({ query: statement });
  }
  const onCluster = options.cluster === undefined ? '' : ` ON CLUSTER ${options.cluster}`;
  await client.command({ query: `CREATE OR REPLACE VIEW profile_alias${onCluster} AS ${profileAliasView}` });
  for (const alteration of known) {
    if (applied.has(alteration.number)) continue;
    for (const statement of alteration.statements(options)) await client.command({ query: statement });
    await client.command({
      query: 'INSERT INTO migration SELECT {number:UInt32}, {name:String}, now64(3), 0',
      query_params: { number: alteration.number, name: alteration.name },
    });
  }
}
