import { randomInt } from 'node:crypto';
import type { Sql } from '#components/postgres/database.ts';
import type { PeopleList } from '#contracts/api/people-list.ts';
import { RequestError } from '#contracts/errors.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';

export type ListWithoutSize = Omit<PeopleList, 'size'>;

interface Row extends Omit<ListWithoutSize, 'createdAt' | 'updatedAt'> {
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface PeopleLists {
  /** The last changed first. */
  all(): Promise<readonly ListWithoutSize[]>;
  /** Throws `not_found`. */
  get(id: string): Promise<ListWithoutSize>;
  /** Those of the ids that there are. */
  known(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Without an id one is made from the name. Throws `already_exists`. */
  create(list: { id: string | undefined; name: string; description: string; by: string }): Promise<ListWithoutSize>;
  save(id: string, content: { name: string; description: string }): Promise<ListWithoutSize>;
  touch(id: string): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Lists that the team uploads: their names. Who is on one stands in people's documents. */
export function openPeopleLists(sql: Sql, workspace: WorkspaceId): PeopleLists {
  const columns = sql`
    id, name, description, created_by as "createdBy", created_at as "createdAt", updated_at as "updatedAt"`;
  const found = (row: Row | undefined, id: string): ListWithoutSize => {
    if (row === undefined) {
      throw new RequestError('not_found', { message: `There is no list "${id}"; it may be deleted.` });
    }
    return present(row);
  };
  return {
    async all() {
      const rows = await sql<Row[]>`
        select ${columns} from people_list where workspace = ${workspace} order by updated_at desc, id`;
      return rows.map(present);
    },

    async get(id) {
      const [row] = await sql<Row[]>`
        select ${columns} from people_list where workspace = ${workspace} and id = ${id}`;
      return found(row, id);
    },

    async known(ids) {
      if (ids.length === 0) return new Set();
      const rows = await sql<{ id: string }[]>`
        select id from people_list where workspace = ${workspace} and id = any(${ids as string[]})`;
      return new Set(rows.map(({ id }) => id));
    },

    async create({ id, name, description, by }) {
      const wanted = id ?? identifierFrom(name);
      for (let candidate = wanted; ; candidate = `${wanted.slice(0, 58)}-${randomInt(10_000, 99_999)}`) {
        const [row] = await sql<Row[]>`
          insert into people_list (workspace, id, name, description, created_by)
          values (${workspace}, ${candidate}, ${name}, ${description}, ${by})
          on conflict do nothing returning ${columns}`;
        if (row !== undefined) return present(row);
        if (id !== undefined) {
          throw new RequestError('already_exists', {
            message: `There is a list "${id}" already; choose another id.`,
          });
        }
      }
    },

    async save(id, { name, description }) {
      const [row] = await sql<Row[]>`
        update people_list set name = ${name}, description = ${description}, updated_at = now()
        where workspace = ${workspace} and id = ${id} returning ${columns}`;
      return found(row, id);
    },

    async touch(id) {
      await sql`update people_list set updated_at = now() where workspace = ${workspace} and id = ${id}`;
    },

    async remove(id) {
      await sql`delete from people_list where workspace = ${workspace} and id = ${id}`;
    },
  };
}

function present(row: Row): ListWithoutSize {
  return { ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() };
}

function identifierFrom(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return slug === '' ? `list-${randomInt(10_000, 99_999)}` : slug;
}
