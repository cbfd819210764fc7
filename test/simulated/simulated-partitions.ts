import type { OutboxToWrite } from '#components/store/port/lane.ts';
import type { LogEntry } from '#components/store/port/log.ts';
import type { Fact } from '#contracts/fact.ts';
import type { Lane, ProfileId } from '#contracts/identifiers.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { partitions } from '#core/lane.ts';
import { readDocument } from '#core/read-document.ts';
import type { CompiledRelease } from '#core/release.ts';
import type { ProfileState } from '#core/state.ts';
import { entryOfStimulus } from '#flow/append-stimuli.ts';
import { runMicroBatch } from '#flow/lane/micro-batch.ts';

const partitionCount = 2;

/** Lanes, log, outbox and forwarding in memory, moved by hand: the same batches, in whatever order a test asks for. */
export class SimulatedPartitions {
  readonly lanes: readonly Lane[] = partitions(partitionCount);
  readonly facts: Fact[] = [];
  readonly #release: CompiledRelease;
  readonly #now: () => number;
  readonly #documents = new Map<string, string>();
  readonly #log = new Map<Lane, string[]>(this.lanes.map((lane) => [lane, []]));
  readonly #keys = new Set<string>();
  #outbox: OutboxToWrite[] = [];

  constructor(release: CompiledRelease, now: () => number) {
    this.#release = release;
    this.#now = now;
  }

  append(entry: LogEntry): void {
    if (entry.key !== null && this.#keys.has(entry.key)) return;
    if (entry.key !== null) this.#keys.add(entry.key);
    this.#log.get(entry.partition)?.push(entry.body);
  }

  put(stimulus: ProfileStimulus, key?: string): void {
    this.append(entryOfStimulus(stimulus, partitionCount, key));
  }

  /** One micro-batch of at most so many stimuli; false when nothing waits. */
  work(lane: Lane, most: number): boolean {
    const bodies = this.#log.get(lane)?.splice(0, most) ?? [];
    if (bodies.length === 0) return false;
    const result = runMicroBatch({
      stimuli: bodies.map((body) => JSON.parse(body) as ProfileStimulus),
      due: [],
      documents: this.#documents,
      releaseOf: () => this.#release,
      now: this.#now(),
      seed: 1,
    });
    if (result.deadLetters.length > 0) throw new Error(result.deadLetters[0]?.error);
    for (const { workspace, profile, document } of result.states) {
      this.#documents.set(`${workspace}:${profile}`, document);
    }
    this.#outbox.push(...result.outbox);
    this.facts.push(...result.facts.map(({ fact }) => fact));
    return true;
  }

  /** Carries the oldest rows over. `crash`: the rows stay, as if whoever carried them had died before settling them. */
  forward(most: number, crash = false): boolean {
    const rows = this.#outbox.slice(0, most);
    for (const { body } of rows) this.put(JSON.parse(body) as ProfileStimulus);
    if (!crash) this.#outbox = this.#outbox.slice(rows.length);
    return rows.length > 0;
  }

  /** Until nothing waits anywhere. Throws when that takes more turns than any story here needs. */
  drain(): void {
    for (let turn = 0; ; turn++) {
      if (turn > 1_000) throw new Error('Stimuli go round in circles');
      const worked = this.lanes.map((lane) => this.work(lane, 1_000));
      if (!this.forward(1_000) && !worked.includes(true)) return;
    }
  }

  states(): readonly ProfileState[] {
    return [...this.#documents.values()].map((document) => readDocument(document) as ProfileState);
  }

  stateOf(profile: ProfileId): ProfileState | undefined {
    return this.states().find((state) => state.profile === profile);
  }
}
