import type { Sql } from '#components/postgres/database.ts';
import type { Persona, PersonaDifference, PersonaHabits, PersonaReport, PersonaRun } from '#contracts/api/persona.ts';
import { RequestError } from '#contracts/errors.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';

export interface ComputedPersona {
  readonly id: string;
  readonly centre: readonly number[];
  readonly people: number;
  readonly differences: readonly PersonaDifference[];
  readonly habits: PersonaHabits;
}

export interface RunRow extends Omit<PersonaRun, 'startedAt' | 'finishedAt'> {
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly computedAt: Date | null;
  readonly customers: number;
  readonly silhouette: number | null;
  readonly means: PersonaReport['means'];
}

export interface PersonaStore {
  /** The largest first. */
  current(): Promise<readonly Persona[]>;
  known(): Promise<{ readonly personas: readonly ComputedPersona[]; readonly nextNumber: number }>;
  run(): Promise<RunRow | undefined>;
  begin(): Promise<void>;
  progress(stage: PersonaRun['stage'], done: number, total: number): Promise<void>;
  end(state: 'failed' | 'too_few', customers: number): Promise<void>;
  /** Replaces those that were current. */
  finish(
    personas: readonly ComputedPersona[],
    found: Pick<RunRow, 'customers' | 'means'> & { readonly silhouette: number },
  ): Promise<void>;
  /** Throws `not_found`. */
  rename(id: string, name: string | null): Promise<void>;
}

export function openPersonaStore(sql: Sql, workspace: WorkspaceId): PersonaStore {
  return {
    current: () => sql<Persona[]>`
      select id, name, people, differences, habits from persona
      where workspace = ${workspace} and is_current order by people desc, number`,

    async known() {
      const rows = await sql<(ComputedPersona & { number: number })[]>`
        select id, number, centre, people, differences, habits from persona
        where workspace = ${workspace} order by is_current desc, computed_at desc, number`;
      return { personas: rows, nextNumber: 1 + Math.max(0, ...rows.map(({ number }) => number)) };
    },

    async run() {
      const [row] = await sql<RunRow[]>`
        select state, stage, done, total, started_at as "startedAt", finished_at as "finishedAt",
          computed_at as "computedAt", customers, silhouette, means
        from persona_run where workspace = ${workspace}`;
      return row;
    },

    async begin() {
      await sql`
        insert into persona_run (workspace, state) values (${workspace}, 'running')
        on conflict (workspace) do update set state = 'running', stage = 'reading', done = 0, total = 0,
          started_at = now(), finished_at = null`;
    },

    async progress(stage, done, total) {
      await sql`update persona_run set stage = ${stage}, done = ${done}, total = ${total} where workspace = ${workspace}`;
    },

    async end(state, customers) {
      await sql`
        update persona_run set state = ${state}, customers = ${customers}, finished_at = now()
        where workspace = ${workspace}`;
    },

    async finish(personas, { customers, means, silhouette }) {
      await sql.begin(async (transaction) => {
        await transaction`update persona set is_current = false where workspace = ${workspace}`;
        for (const { id, centre, people, differences, habits } of personas) {
          await transaction`
            insert into persona (workspace, id, number, centre, people, differences, habits)
            values (${workspace}, ${id}, ${numberOf(id)}, ${sql.json([...centre])}, ${people},
              ${sql.json([...differences])}, ${sql.json(habits)})
            on conflict (workspace, id) do update set centre = excluded.centre, people = excluded.people,
              differences = excluded.differences, habits = excluded.habits, is_current = true, computed_at = now()`;
        }
        await transaction`
          update persona_run set state = 'done', customers = ${customers}, silhouette = ${silhouette},
            means = ${sql.json(means)}, computed_at = now(), finished_at = now()
          where workspace = ${workspace}`;
      });
    },

    async rename(id, name) {
      const rows = await sql`
        update persona set name = ${name} where workspace = ${workspace} and id = ${id} and is_current returning id`;
      if (rows.length === 0) throw new RequestError('not_found', { message: `There is no persona "${id}".` });
    },
  };
}

function numberOf(id: string): number {
  return Number(id.replace('persona-', ''));
}
