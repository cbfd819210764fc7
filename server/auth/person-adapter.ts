import { type CleanedWhere, createAdapterFactory } from 'better-auth/adapters';
import type { Sql, TransactionSql } from '#components/postgres/database.ts';

type Row = Record<string, unknown>;
type Statement = ReturnType<Sql>;

/** The tables that better-auth may touch; migration 000030 makes them. */
const tables: ReadonlySet<string> = new Set(['person', 'person_session', 'person_account', 'person_verification']);

/**
 * better-auth on the driver that the rest of the product uses: a second driver with a pool of its own would only cost
 * connections. Names of tables and columns are those of `personModels`; every value is bound.
 */
export function personAdapter(sql: Sql) {
  return createAdapterFactory({
    config: { adapterId: 'throughline', adapterName: 'PostgreSQL', supportsDates: true, supportsBooleans: true },
    adapter: ({ getFieldName }) => ({
      async create({ model, data }) {
        const [row] = await sql<Row[]>`insert into ${table(sql, model)} ${sql(data as Row)} returning *`;
        return (row ?? data) as typeof data;
      },

      async update<T>({ model, where, update }: { model: string; where: CleanedWhere[]; update: T }) {
        const [row] = await sql<Row[]>`
          update ${table(sql, model)} set ${sql(update as Row)} where ${matching(sql, where)} returning *`;
        return (row as T | undefined) ?? null;
      },

      async updateMany({ model, where, update }) {
        return (await sql`update ${table(sql, model)} set ${sql(update)} where ${matching(sql, where)}`).count;
      },

      async findOne<T>({ model, where }: { model: string; where: CleanedWhere[] }) {
        const [row] = await sql<Row[]>`select * from ${table(sql, model)} where ${matching(sql, where)} limit 1`;
        return (row as T | undefined) ?? null;
      },

      async findMany<T>({ model, where, limit, sortBy, offset }: FindMany) {
        const order = sortBy
          ? sql`order by ${sql(getFieldName({ model, field: sortBy.field }))} ${sortBy.direction === 'desc' ? sql`desc` : sql`asc`}`
          : sql``;
        const rows = await sql<Row[]>`
          select * from ${table(sql, model)} where ${matching(sql, where ?? [])} ${order}
          limit ${limit} offset ${offset ?? 0}`;
        return [...rows] as T[];
      },

      async delete({ model, where }) {
        await sql`delete from ${table(sql, model)} where ${matching(sql, where)}`;
      },

      async deleteMany({ model, where }) {
        return (await sql`delete from ${table(sql, model)} where ${matching(sql, where)}`).count;
      },

      async count({ model, where }) {
        const [row] = await sql<{ count: number }[]>`
          select count(*)::integer as count from ${table(sql, model)} where ${matching(sql, where ?? [])}`;
        return row?.count ?? 0;
      },
    }),
  });
}

interface FindMany {
  readonly model: string;
  readonly where?: CleanedWhere[] | undefined;
  readonly limit: number;
  readonly sortBy?: { readonly field: string; readonly direction: 'asc' | 'desc' } | undefined;
  readonly offset?: number | undefined;
}

function table(sql: Sql | TransactionSql, model: string) {
  if (!tables.has(model)) throw new Error(`better-auth asked for table "${model}", which server/auth does not map`);
  return sql(model);
}

/** Conditions are read from left to right, each joined to those before it by its own connector. */
function matching(sql: Sql, where: readonly CleanedWhere[]): Statement {
  return where.reduce<Statement>((before, clause, index) => {
    const one = condition(sql, clause);
    if (index === 0) return one;
    return clause.connector === 'OR' ? sql`(${before} or ${one})` : sql`(${before} and ${one})`;
  }, sql`true`);
}

function condition(sql: Sql, { field, operator, value, mode }: CleanedWhere): Statement {
  const column = mode === 'insensitive' && typeof value === 'string' ? sql`lower(${sql(field)})` : sql`${sql(field)}`;
  const bound = mode === 'insensitive' && typeof value === 'string' ? value.toLowerCase() : value;
  const text = String(bound).replace(/[\\%_]/g, '\\$&');
  switch (operator) {
    case undefined:
    case 'eq':
      return value === null ? sql`${column} is null` : sql`${column} = ${bound as string}`;
    case 'ne':
      return value === null ? sql`${column} is not null` : sql`${column} <> ${bound as string}`;
    case 'lt':
      return sql`${column} < ${bound as string}`;
    case 'lte':
      return sql`${column} <= ${bound as string}`;
    case 'gt':
      return sql`${column} > ${bound as string}`;
    case 'gte':
      return sql`${column} >= ${bound as string}`;
    case 'in':
      return sql`${column} = any(${value as string[]})`;
    case 'not_in':
      return sql`${column} <> all(${value as string[]})`;
    case 'contains':
      return sql`${column} like ${`%${text}%`}`;
    case 'starts_with':
      return sql`${column} like ${`${text}%`}`;
    case 'ends_with':
      return sql`${column} like ${`%${text}`}`;
  }
}
