import type { Sql } from '#components/postgres/database.ts';
import type { Instant, Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { BackfillJob, BackfillProgress, BackfillStore, Cut } from '../port/backfill.ts';
import { insertFrames } from './append-entries.ts';

interface JobRow {
  workspace: WorkspaceId;
  release: number;
  cut: string | null;
  history_alone: string | null;
  reached: ProfileId | null;
  done: number;
  total: number;
  failures: number;
}

export function postgresBackfills(sql: Sql): BackfillStore {
  return {
    async enqueue() {
      await sql`
        insert into backfill (workspace, release)
        select r.workspace, r.number from release r
        where r.number > coalesce((select max(b.release) from backfill b where b.workspace = r.workspace), 0)
        on conflict do nothing`;
    },

    async claim(owner, now, leaseMilliseconds) {
      const rows = await sql<JobRow[]>`
        with open as (
          select b.workspace, b.release, b.reached from backfill b
          where b.state <> 'done' and b.not_before <= ${now} and not exists (
            select from backfill o
            where o.workspace = b.workspace and o.state <> 'done' and o.owner <> ${owner} and o.leased_until > ${now}
          ) and not exists (
            -- Whoever got no seed of it still awaits one, and the seed of a later release would find her waiting.
            select from backfill o
            where o.workspace = b.workspace and o.release < b.release and o.state <> 'done' and o.history_alone is not null
          )
          order by b.workspace, b.release for update skip locked
        ), oldest as (
          select workspace, reached from open order by workspace, release limit 1
        )
        update backfill b
        set owner = ${owner}, leased_until = ${now + leaseMilliseconds}, state = 'running'
        from open, oldest
        where open.workspace = oldest.workspace and open.reached is not distinct from oldest.reached
          and b.workspace = open.workspace and b.release = open.release
        returning b.workspace, b.release, b.cut, b.history_alone, b.reached, b.done, b.total, b.failures`;
      return rows.map(toJob).sort((a, b) => a.release - b.release);
    },

    save: (owner, job, leasedUntil) => save(sql, owner, job, leasedUntil),

    async send(owner, jobs, frames, leasedUntil) {
      const lost = new Error("A job is no longer the owner's.");
      const sent = sql.begin(async (tx) => {
        for (const job of jobs) {
          if (!(await save(tx as unknown as Sql, owner, job, leasedUntil))) throw lost;
        }
        for (const entries of frames) await insertFrames(tx, entries);
        return true;
      });
      return sent.catch((error: unknown) => {
        if (error === lost) return false;
        throw error;
      });
    },

    async finish(owner, { workspace, release }) {
      await sql`
        update backfill set state = 'done', done = greatest(done, total), error = null, owner = null, leased_until = 0
        where workspace = ${workspace} and release = ${release} and owner = ${owner}`;
    },

    async fail(owner, { workspace, release }, error, notBefore) {
      await sql`
        update backfill
        set state = 'failed', error = ${error}, failures = failures + 1, not_before = ${notBefore},
          owner = null, leased_until = 0
        where workspace = ${workspace} and release = ${release} and owner = ${owner}`;
    },

    async release(owner) {
      await sql`update backfill set owner = null, leased_until = 0 where owner = ${owner}`;
    },

    async progress(workspace) {
      return sql<BackfillProgress[]>`
        select release, state, least(done, total) as done, total from backfill
        where workspace = ${workspace} order by release`;
    },

    cutOf: (workspace, release) => cutOf(sql, workspace, release),

    async isSeedHandedOn() {
      const rows = await sql`
        select from outbox where kind = 'send_stimulus' and status <> 'dead' and body like '{"type":"seed"%' limit 1`;
      return rows.length > 0;
    },

    async deadSeeds(workspace, release) {
      const start = `seed:${release}:`;
      const rows = await sql<{ of: ProfileId }[]>`
        select substr(id, ${start.length + 1}::int) as of from dead_letter
        where workspace = ${workspace} and starts_with(id, ${start})`;
      return rows.map(({ of }) => of);
    },

    async bulkOffsets() {
      const rows = await sql<{ lane: Lane; bulk_offset: number }[]>`select lane, bulk_offset from lane_position`;
      return new Map(rows.map((row) => [row.lane, row.bulk_offset]));
    },
  };
}

async function save(sql: Sql, owner: string, job: BackfillJob, leasedUntil: Instant): Promise<boolean> {
  const saved = await sql`
    update backfill
    set cut = ${job.cut && JSON.stringify(Object.fromEntries(job.cut))},
      history_alone = ${job.historyAlone && JSON.stringify(job.historyAlone)}, reached = ${job.reached},
      done = ${job.done}, total = ${job.total}, failures = ${job.failures}, leased_until = ${leasedUntil}
    where workspace = ${job.workspace} and release = ${job.release} and owner = ${owner}
    returning release`;
  return saved.length === 1;
}

function toJob({ cut, history_alone: alone, ...row }: JobRow): BackfillJob {
  const historyAlone = alone === null ? null : (JSON.parse(alone) as string[]);
  const commits = cut === null ? null : (JSON.parse(cut) as { [lane: string]: number });
  return {
    ...row,
    historyAlone,
    cut: commits && new Map(Object.entries(commits).map(([lane, commit]) => [Number(lane), commit])),
  };
}

/**
 * Commits are looked through from the newest back to the first that does not know the release yet: few, when the question
 * comes soon after publishing. That no facts wait shows by their frames, which go when ClickHouse has them: the projector's
 * place does not move past commits without facts.
 */
async function cutOf(sql: Sql, workspace: WorkspaceId, release: number): Promise<Cut | undefined> {
  const rows = await sql<{ lane: Lane; taken: boolean; commit: number | null; waits: boolean }[]>`
    with place as (
      select p.lane, p.projected, coalesce((p.releases::jsonb ->> ${workspace}::text)::int, 0) >= ${release} as taken,
        coalesce(
          (select c.commit_number + 1 from lane_commit c
           where c.lane = p.lane and coalesce((c.releases::jsonb ->> ${workspace}::text)::int, 0) < ${release}
           order by c.commit_number desc limit 1),
          (select c.commit_number from lane_commit c where c.lane = p.lane and c.commit_number = 1)
        ) as commit
      from lane_position p
    )
    select lane, taken, commit, exists (
      select from fact_frame f where f.lane = place.lane and f.commit_number > projected and f.commit_number <= commit
    ) as waits
    from place`;
  if (rows.some(({ taken, waits }) => !taken || waits)) return undefined;
  return new Map(
    rows.map(({ lane, commit }) => {
      if (commit === null)
        throw new Error(`Partition ${lane} no longer tells which commit took over release ${release}.`);
      return [lane, commit];
    }),
  );
}
