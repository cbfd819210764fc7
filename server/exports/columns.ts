import type { Sql } from '#components/postgres/database.ts';
import type { ExportColumn, ExportRows } from '#contracts/api/export.ts';
import { RequestError } from '#contracts/errors.ts';
import type { ExportList } from '#contracts/export-list.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { FieldObservation } from '#core/schema/observation.ts';
import { type LearnedField, readFields } from '../schema/learn/learned-store.ts';

const mostFields = 400;

const text = (...names: readonly string[]): ExportColumn[] => names.map((name) => ({ name, type: 'text' }));
const number = (...names: readonly string[]): ExportColumn[] => names.map((name) => ({ name, type: 'number' }));
const instant = (...names: readonly string[]): ExportColumn[] => names.map((name) => ({ name, type: 'instant' }));
const boolean = (...names: readonly string[]): ExportColumn[] => names.map((name) => ({ name, type: 'boolean' }));

const definitionColumns = [
  ...text('id', 'name', 'description', 'status'),
  ...number('version'),
  ...instant('updatedAt', 'publishedAt'),
  ...text('draft', 'published'),
];

const fixed: { readonly [list in ExportList]: readonly ExportColumn[] } = {
  people: [
    ...text('id', 'name', 'email', 'phone', 'userId'),
    ...instant('firstSeenAt', 'lastSeenAt'),
    ...number('orders', 'value'),
    ...text('identities'),
  ],
  deliveries: [
    ...text('id', 'profile', 'personName', 'message', 'messageName', 'journey', 'journeyName', 'node', 'channel'),
    ...text('outcome', 'reason'),
    ...instant('at'),
    ...text('kinds'),
  ],
  events: [
    ...text('id', 'name', 'profile', 'identity.kind', 'identity.value'),
    ...instant('at', 'receivedAt'),
    ...text('url'),
    ...boolean('imported'),
    ...text('properties'),
  ],
  orders: [
    ...text('order', 'profile'),
    ...instant('at'),
    ...number('value'),
    ...text('currency'),
    ...number('itemCount'),
    ...boolean('imported'),
    ...text('delivery', 'journey', 'message', 'channel'),
  ],
  companies: [...text('id', 'name', 'traits'), ...instant('firstSeenAt', 'updatedAt')],
  segments: definitionColumns,
  journeys: definitionColumns,
  coupons: [
    ...text('code', 'name', 'kind'),
    ...number('value'),
    ...text('pool'),
    ...instant('validFrom', 'validUntil'),
    ...number('redemptionLimit', 'redeemed'),
    ...text('givenTo'),
    ...instant('givenAt', 'createdAt'),
  ],
};

interface Parts {
  readonly sql: Sql;
  readonly workspace: WorkspaceId;
}

/** Every column that a list can have: what is always there, then traits, or the properties of one event. */
export async function readColumns(
  { sql, workspace }: Parts,
  list: ExportList,
  event?: string,
): Promise<ExportColumn[]> {
  const prefix = list === 'people' ? 'traits' : 'properties';
  const wanted = list === 'people' ? '' : list === 'events' ? event : undefined;
  if (wanted === undefined) return [...fixed[list]];
  const fields = await readFields(sql, workspace, [wanted]);
  const columns = fields.filter(hasOneValue).slice(0, mostFields);
  return [
    ...fixed[list],
    ...columns.map(({ path, observation }): ExportColumn => ({ name: `${prefix}.${path}`, type: typeOf(observation) })),
  ];
}

/** The columns that were asked for, in that order. Throws `invalid_request` where one is not known. */
export async function chooseColumns(
  parts: Parts,
  rows: ExportRows,
  wanted: readonly string[] | undefined,
): Promise<ExportColumn[]> {
  const known = await readColumns(parts, rows.list, rows.list === 'events' ? rows.filters.name : undefined);
  if (wanted === undefined) return known;
  const byName = new Map(known.map((column) => [column.name, column]));
  return wanted.map((name) => {
    const column = byName.get(name);
    if (column !== undefined) return column;
    throw new RequestError('invalid_request', {
      message: `There is no column "${name}"; GET /exports/columns lists them.`,
    });
  });
}

/** The value of a column in a row; undefined where the row has none. */
export function columnValue(row: object, { name }: ExportColumn): unknown {
  let value: unknown = row;
  for (const key of name.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.hasOwn(value, key) ? (value as { readonly [key: string]: unknown })[key] : undefined;
  }
  return value;
}

function hasOneValue({ path, observation }: LearnedField): boolean {
  return !path.includes('[]') && observation.types.object === undefined;
}

function typeOf({ types }: FieldObservation): ExportColumn['type'] {
  const seen = Object.keys(types);
  if (seen.length > 0 && seen.every((type) => type === 'number' || type === 'integer')) return 'number';
  if (seen.length === 1 && seen[0] === 'boolean') return 'boolean';
  return 'text';
}
