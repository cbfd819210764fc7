import type { ClickHouseClient } from '@clickhouse/client';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { Counter } from '#core/segment/counter.ts';
import { groupByPerson } from './current-profile.ts';
import { happeningsSql } from './happenings-sql.ts';
import { createParameters, type Parameters } from './parameters.ts';
import type { Statement } from './segment-sql.ts';

/** What somebody's new counters would hold if they had been counted from the beginning: event times, ascending. */
export interface CounterSeed {
  readonly profile: ProfileId;
  readonly counters: { readonly [key: string]: readonly Instant[] };
}

interface Row {
  readonly person: ProfileId;
  readonly key: string;
  /** Newest first. */
  readonly times: readonly Instant[];
}

/**
 * Seeds of newly published counters from the facts up to and with `until`, in chunks of about `chunkSize` people in the
 * order of their ids. Everybody comes, also who has nothing to count: her segments wait for the seed to be answered.
 */
export async function* segmentCounters(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  counters: readonly Counter[],
  until: Instant,
  chunkSize = 1_000,
): AsyncGenerator<readonly CounterSeed[]> {
  const { sql, params } = segmentCountersSql(workspace, counters, until);
  const result = await client.query({
    query: sql,
    format: 'JSONEachRow',
    query_params: { ...params },
    clickhouse_settings: { workload: 'background' },
  });
  let chunk: { profile: ProfileId; counters: { [key: string]: readonly Instant[] } }[] = [];
  for await (const rows of result.stream<Row>()) {
    for (const row of rows) {
      const { person, key, times } = row.json();
      let seed = chunk.at(-1);
      if (seed?.profile !== person) {
        if (chunk.length >= chunkSize) {
          yield chunk;
          chunk = [];
        }
        seed = { profile: person, counters: {} };
        chunk.push(seed);
      }
      if (key !== '') seed.counters[key] = times.toReversed();
    }
  }
  if (chunk.length > 0) yield chunk;
}

const people = 'FROM profile_fact FINAL WHERE workspace = {workspace:UInt32} AND deleted = 0';

export function segmentCountersSql(workspace: WorkspaceId, counters: readonly Counter[], until: Instant): Statement {
  const parameters = createParameters({ workspace });
  const everybody = `SELECT profile AS person, '' AS key, emptyArrayInt64() AS times ${people}`;
  const parts = [everybody, ...counters.map((counter) => counterSql(counter, until, parameters))];
  return {
    sql: `SELECT person, key, times FROM (${parts.join(' UNION ALL ')}) ORDER BY person`,
    params: parameters.values,
  };
}

/** Times are negated because the aggregate function keeps the least values. */
function counterSql(counter: Counter, until: Instant, parameters: Parameters): string {
  const { key, keep } = counter;
  const happenings = happeningsSql(counter, { after: undefined, until }, parameters);
  const newest = `SELECT profile, groupArraySorted(${keep})(-toUnixTimestamp64Milli(at)) AS times FROM ${happenings} GROUP BY profile`;
  const times = `arrayMap(time -> -time, arraySlice(arraySort(arrayFlatten(groupArray(found.times))), 1, ${keep})) AS times`;
  return groupByPerson(
    newest,
    [`${parameters.bind('String', key)} AS key`, times],
    `person GLOBAL IN (SELECT profile ${people})`,
  );
}
