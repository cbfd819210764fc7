import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Lane, WorkspaceId } from '#contracts/identifiers.ts';

/** Facts of one partition: those of the commits after `after`, up to and including `upTo`. */
export interface CommitRange {
  readonly lane: Lane;
  readonly after: number;
  readonly upTo: number;
}

export interface EventCount {
  /** Empty for the calls that bring traits. */
  readonly name: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly events: number;
  readonly imported: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

export interface SampledEvent {
  readonly name: string;
  readonly profile: string;
  /** JSON text of an object. */
  readonly properties: string;
}

/** A sender that makes up names does not make an answer larger than this. */
const mostCounts = 50_000;

const eventName = "if(event.type = 'identify', '', event.name)";

/** How many events of each name and day the ranges hold. Days are those of `zone`. */
export function countNewEvents(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  ranges: readonly CommitRange[],
  zone: string,
): Promise<EventCount[]> {
  const { condition, parameters } = within(ranges);
  return queryRows<EventCount>(
    client,
    `SELECT ${eventName} AS name, toString(toDate(at, {zone:String})) AS day, count() AS events,
       countIf(source = 'import') AS imported, toUnixTimestamp64Milli(min(event.at)) AS firstAt,
       toUnixTimestamp64Milli(max(event.at)) AS lastAt
     FROM event WHERE workspace = {workspace:UInt32} AND (${condition})
     GROUP BY name, day ORDER BY events DESC LIMIT ${mostCounts}`,
    { workspace, zone, ...parameters },
    { background: true },
  );
}

export interface SampleOptions {
  /** One person of so many is looked at. */
  readonly oneOf: number;
  readonly eachName: number;
  readonly most: number;
  readonly names: readonly string[];
}

/** Some events of each name, of as many people as there are: one who does a thing all day says little about the others. */
export function sampleNewEvents(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  ranges: readonly CommitRange[],
  { oneOf, eachName, most, names }: SampleOptions,
): Promise<SampledEvent[]> {
  const { condition, parameters } = within(ranges);
  const people = oneOf > 1 ? 'AND cityHash64(profile) % {oneOf:UInt32} = 0' : '';
  return queryRows<SampledEvent>(
    client,
    `SELECT name, profile, properties FROM (
       SELECT ${eventName} AS name, profile, properties FROM event
       WHERE workspace = {workspace:UInt32} AND (${condition}) ${people} AND name IN {names:Array(String)}
       LIMIT 3 BY name, profile
     ) LIMIT {eachName:UInt32} BY name LIMIT {most:UInt32}`,
    { workspace, oneOf, eachName, most, names, ...parameters },
    { background: true },
  );
}

function within(ranges: readonly CommitRange[]): { condition: string; parameters: Record<string, number> } {
  const parts = ranges.map(
    (_, n) => `(lane = {lane${n}:UInt8} AND commit > {after${n}:UInt64} AND commit <= {upTo${n}:UInt64})`,
  );
  const values = ranges.flatMap(({ lane, after, upTo }, n) => [
    [`lane${n}`, lane] as const,
    [`after${n}`, after] as const,
    [`upTo${n}`, upTo] as const,
  ]);
  return { condition: parts.join(' OR ') || '0', parameters: Object.fromEntries(values) };
}
