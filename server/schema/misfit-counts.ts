import type { Sql } from '#components/postgres/database.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { MisfitReason } from '#contracts/schema/schema.ts';

export type MisfitOutcome = 'taken' | 'kept_aside' | 'refused';

export interface CountedMisfit {
  readonly workspace: WorkspaceId;
  readonly kind: 'event' | 'trait';
  readonly name: string;
  readonly reason: MisfitReason;
  readonly path: string;
  readonly outcome: MisfitOutcome;
}

export interface MisfitCounts {
  count(misfit: CountedMisfit, at: Instant): void;
  flush(): Promise<void>;
  stop(): Promise<void>;
}

const flushMilliseconds = 2_000;
const day = 86_400_000;
const keptDays = 90;

/** Between two flushes. Names and paths are the sender's, who may make them up. */
const mostDifferent = 2_000;

/** Counts in memory and writes now and then: a flood of what does not fit costs one statement every two seconds. */
export function countMisfits(sql: Sql, onError: (error: unknown) => void): MisfitCounts {
  let held = new Map<string, { readonly misfit: CountedMisfit; events: number; lastAt: Instant }>();
  let flushing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const batch = held;
    if (batch.size === 0) return;
    held = new Map();
    const rows = [...batch.values()];
    const column = <T>(read: (row: (typeof rows)[number]) => T) => rows.map(read);
    await sql`
      insert into schema_misfit as held (workspace, kind, name, reason, path, outcome, day, events, last_at)
      select * from unnest(
        ${column(({ misfit }) => misfit.workspace)}::integer[], ${column(({ misfit }) => misfit.kind)}::text[],
        ${column(({ misfit }) => misfit.name)}::text[], ${column(({ misfit }) => misfit.reason)}::text[],
        ${column(({ misfit }) => misfit.path)}::text[], ${column(({ misfit }) => misfit.outcome)}::text[],
        ${column(({ lastAt }) => new Date(lastAt).toISOString().slice(0, 10))}::date[],
        ${column(({ events }) => events)}::bigint[], ${column(({ lastAt }) => lastAt)}::bigint[]
      )
      on conflict (workspace, kind, name, reason, path, outcome, day) do update set
        events = held.events + excluded.events, last_at = greatest(held.last_at, excluded.last_at)`;
    const horizon = new Date(Math.max(...column(({ lastAt }) => lastAt)) - keptDays * day).toISOString().slice(0, 10);
    await sql`delete from schema_misfit where day < ${horizon}::date`;
  }

  const flush = () => {
    flushing = flushing.then(write).catch(onError);
    return flushing;
  };
  const timer = setInterval(() => void flush(), flushMilliseconds);
  timer.unref();

  return {
    count(misfit, at) {
      const { kind, name, reason, path, outcome } = misfit;
      const key = `${misfit.workspace}\n${kind}\n${outcome}\n${reason}\n${path}\n${name}`;
      const known = held.get(key);
      if (known !== undefined) {
        known.events++;
        known.lastAt = Math.max(known.lastAt, at);
      } else if (held.size < mostDifferent) held.set(key, { misfit, events: 1, lastAt: at });
    },
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}
