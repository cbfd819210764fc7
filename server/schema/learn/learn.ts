import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CommitRange, EventCount, SampledEvent, SampleOptions } from '#analytics/schema/new-events.ts';
import type { Sql } from '#components/postgres/database.ts';
import type { FactStore } from '#components/store/port/fact.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import { isPlainText } from '#contracts/tracking.ts';
import { mergeObservations, nothingSeen } from '#core/schema/observation.ts';
import { createObserver, type Observer } from '#core/schema/observe.ts';
import { type LearnedField, readCursor, readEvents, readFields, saveLearned } from './learned-store.ts';

/** A sender that makes up event names must not fill the registry. */
const mostNames = 2_000;
const mostFieldsOfEvent = 200;

/**
 * How many events are looked into per round: one costs about 20 µs of the thread that answers requests. What was there
 * before the registry is learned in one round and may take more.
 */
const routineSample = { eachName: 50, most: 500 };
const firstSample = { eachName: 300, most: 20_000 };
const manyEvents = 500_000;
const eventsAtOnce = 50;

export interface LearnParts {
  readonly sql: Sql;
  readonly facts: Pick<FactStore, 'progress'>;
  readonly workspace: WorkspaceId;
  /** The days are those of this time zone. */
  readonly zone: () => Promise<string>;
  readonly count: (ranges: readonly CommitRange[], zone: string) => Promise<readonly EventCount[]>;
  readonly sample: (ranges: readonly CommitRange[], options: SampleOptions) => Promise<readonly SampledEvent[]>;
}

/**
 * Learns from what reached ClickHouse since the last time, and from nothing twice. Its cost follows what is new, not what
 * is kept. Resolves with how many events were new.
 */
export async function learn(parts: LearnParts): Promise<number> {
  const { sql, workspace } = parts;
  const [cursor, progress] = await Promise.all([readCursor(sql, workspace), parts.facts.progress()]);
  const ranges = progress
    .map(({ partition, projected }) => ({ lane: partition, after: cursor.get(partition) ?? 0, upTo: projected }))
    .filter(({ after, upTo }) => upTo > after);
  if (ranges.length === 0) return 0;

  const known = new Set((await readEvents(sql, workspace)).map(({ name }) => name));
  const counted = await parts.count(ranges, await parts.zone());
  const taken = new Set(known);
  const counts = counted.filter(({ name }) => {
    if (taken.has(name)) return true;
    if (taken.size >= mostNames || !isPlainText(name)) return false;
    taken.add(name);
    return true;
  });
  const total = counts.reduce((sum, { events }) => sum + events, 0);
  const names = [...new Set(counts.map(({ name }) => name))];
  const { observed, fields } = await observe(parts, ranges, names, total);
  await saveLearned(sql, workspace, { counts, observed, fields, ranges });
  return total;
}

async function observe(parts: LearnParts, ranges: readonly CommitRange[], names: readonly string[], total: number) {
  const observers = new Map<string, Observer>();
  const look = async (sampled: readonly SampledEvent[]) => {
    for (const [index, { name, profile, properties }] of sampled.entries()) {
      const observer = observers.get(name) ?? createObserver(name === '' ? 'trait' : 'event');
      observers.set(name, observer);
      observer.note(JSON.parse(properties) as JsonObject, profile);
      if (index % eventsAtOnce === eventsAtOnce - 1) await nextTurn();
    }
  };
  if (names.length > 0) {
    const size = total > manyEvents ? firstSample : routineSample;
    const oneOf = Math.ceil(total / manyEvents);
    await look(await parts.sample(ranges, { ...size, oneOf, names }));
    const rare = names.filter((name) => !observers.has(name));
    // Of seldom events the people who were looked at may have none.
    if (rare.length > 0) await look(await parts.sample(ranges, { ...size, oneOf: 1, names: rare }));
  }
  return {
    observed: new Map([...observers].map(([name, observer]) => [name, observer.noted])),
    fields: await unite(parts, observers),
  };
}

/** What was seen now joined to what is known. */
async function unite(
  { sql, workspace }: LearnParts,
  observers: ReadonlyMap<string, Observer>,
): Promise<LearnedField[]> {
  const known = Map.groupBy(await readFields(sql, workspace, [...observers.keys()]), ({ name }) => name);
  return [...observers].flatMap(([name, observer]) => {
    const before = new Map((known.get(name) ?? []).map(({ path, observation }) => [path, observation]));
    let room = mostFieldsOfEvent - before.size;
    return [...observer.fields()].flatMap(([path, seen]): LearnedField[] => {
      if (!before.has(path) && (room <= 0 || !isPlainText(path))) return [];
      if (!before.has(path)) room--;
      const observation = mergeObservations(before.get(path) ?? nothingSeen, seen);
      return [{ kind: name === '' ? 'trait' : 'event', name, path, observation }];
    });
  });
}
