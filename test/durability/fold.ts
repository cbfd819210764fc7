import type { Sql } from '#components/postgres/database.ts';
import { expand } from '#components/store/postgres/compressed-text.ts';
import type { Fact } from '#contracts/fact.ts';
import type { Lane, WorkspaceId } from '#contracts/identifiers.ts';
import type { Release } from '#contracts/release.ts';
import type { SeedStimulus, Stimulus } from '#contracts/stimulus.ts';
import type { Effect } from '#core/effect.ts';
import { hashFraction } from '#core/hash.ts';
import { type CompiledRelease, compileRelease } from '#core/release.ts';
import type { ProfileState } from '#core/state.ts';
import type { StepStimulus } from '#core/step.ts';
import { stepFirst } from '#core/step-subject.ts';

export interface Fold {
  readonly states: ReadonlyMap<string, ProfileState>;
  readonly effects: readonly Effect[];
  readonly facts: readonly {
    readonly lane: Lane;
    readonly commit: number;
    readonly ordinal: number;
    readonly fact: Fact;
  }[];
  readonly commits: number;
  /** As they were sent; not those that a merged person's tombstone forwarded. */
  readonly seeds: readonly SeedStimulus[];
  /** Of each release the commit that took it over; what that commit itself holds came before. */
  readonly tookOver: ReadonlyMap<number, number>;
}

interface Commit {
  readonly number: number;
  readonly live: number;
  readonly bulk: number;
  readonly releases: string;
  readonly now: number;
  readonly seed: number;
  readonly due: string;
}

/**
 * What one partition must have come to: the stimuli of the log one after the other through `step`, without batches,
 * commits or anything else of the shell. Only what no log can tell is taken from the commits: how far each went and when.
 */
export async function foldLog(sql: Sql, lane: Lane): Promise<Fold> {
  const commits = await sql<Commit[]>`
    select commit_number as number, live_offset as live, bulk_offset as bulk, releases, now, seed, due
    from lane_commit where lane = ${lane} order by commit_number`;
  const frames = await sql<{ class: 'live' | 'bulk'; sequence: number; body: string }[]>`
    select class, sequence, body from log_frame where lane = ${lane} order by class, sequence`;
  const releases = await compiledReleases(sql);
  const states = new Map<string, ProfileState>();
  const effects: Effect[] = [];
  const facts: Fold['facts'][number][] = [];
  const seeds: SeedStimulus[] = [];
  const tookOver = new Map<number, number>();
  let before = { live: 0, bulk: 0, releases: {} as { readonly [workspace: string]: number } };

  for (const [index, commit] of commits.entries()) {
    if (commit.number !== index + 1) throw new Error(`Lane ${lane} has no commit ${index + 1}`);
    const stimuli = frames
      .filter((frame) => frame.sequence > before[frame.class] && frame.sequence <= commit[frame.class])
      .flatMap((frame) => JSON.parse(expand(frame.body)) as Stimulus[]);
    const due = JSON.parse(commit.due) as [WorkspaceId, string][];
    const entries: { readonly workspace: WorkspaceId; readonly stimulus: StepStimulus }[] = [];
    for (const stimulus of stimuli) {
      if (stimulus.type === 'control') tookOver.set(stimulus.release, commit.number);
      else entries.push({ workspace: stimulus.workspace, stimulus });
      if (stimulus.type === 'seed' && stimulus.hops === undefined) seeds.push(stimulus);
    }
    for (const [workspace, profile] of due) entries.push({ workspace, stimulus: { type: 'timer', profile } });
    let ordinal = 0;
    const taken = new Set<StepStimulus>();
    for (const [index, { workspace, stimulus }] of entries.entries()) {
      if (taken.has(stimulus)) continue;
      const release = releases.get(before.releases[workspace] ?? 0);
      if (!release) throw new Error(`Release ${before.releases[workspace]} is missing`);
      const random = (...words: string[]) => hashFraction(String(commit.seed), ...words);
      const following = entries.slice(index + 1).map((entry) => entry.stimulus);
      const hers = following.filter(({ profile }) => profile === stimulus.profile);
      const context = { workspace, now: commit.now, release, random };
      const result = stepFirst(states.get(stimulus.profile), [stimulus, ...hers], context);
      for (const one of hers.slice(0, result.taken - 1)) taken.add(one);
      states.set(stimulus.profile, result.state as ProfileState);
      effects.push(...result.effects);
      for (const fact of result.facts) facts.push({ lane, commit: commit.number, ordinal: ordinal++, fact });
    }
    before = { live: commit.live, bulk: commit.bulk, releases: JSON.parse(commit.releases) };
  }
  return { states, effects, facts, commits: commits.length, seeds, tookOver };
}

export async function compiledReleases(sql: Sql): Promise<ReadonlyMap<number, CompiledRelease>> {
  const rows = await sql<{ document: string }[]>`select document from release`;
  const releases = rows.map((row) => JSON.parse(row.document) as Release);
  return new Map(releases.map((release) => [release.number, compileRelease(release)]));
}
