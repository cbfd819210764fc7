import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { queryRows } from '#components/clickhouse/client.ts';
import type { FactStore } from '#components/store/port/fact.ts';
import type { Store } from '#components/store/port/index.ts';
import { FencedError } from '#components/store/port/lane.ts';
import { postgresStore, setUpPartitions } from '#components/store/postgres/index.ts';
import type { Fact } from '#contracts/fact.ts';
import { laneOf } from '#core/lane.ts';
import { noon, person } from '#test/builders.ts';
import { createTestClickhouse, type TestClickhouse } from '#test/clickhouse.ts';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { eventually } from '#test/eventually.ts';
import { toTableRows } from '../lane/fact-rows.ts';
import { type ProjectorOptions, startProjector } from './projector.ts';

const partitions = [0, 128];
let database: TestDatabase;
let clickhouse: TestClickhouse;
let store: Store;

before(async () => {
  [database, clickhouse] = await Promise.all([createTestDatabase(), createTestClickhouse()]);
  await setUpPartitions(database.sql, partitions);
  store = postgresStore(database.sql, laneOf);
});
after(async () => {
  await database.drop();
  await clickhouse.drop();
});

const { profile } = person();
const membership = { type: 'membership', profile, segment: 'buyers', change: 'entered', at: noon } as const;
const drop = { type: 'drop', profile, id: 'x', reason: 'duplicate', detail: '', at: noon } as const;

/** As earlier versions wrote rows. */
function anObjectEach(body: string): string {
  const [names = '[]', ...lines] = body.trimEnd().split('\n');
  const columns = JSON.parse(names) as string[];
  const rows = lines.map((line) => {
    const values = JSON.parse(line) as unknown[];
    return JSON.stringify(Object.fromEntries(columns.map((name, index) => [name, values[index]])));
  });
  return `${rows.join('\n')}\n`;
}

/** Commits of both partitions with facts for two tables. */
async function commit(count: number, write = (body: string) => body): Promise<void> {
  for (const partition of partitions) {
    const position = await store.lanes.acquire(partition);
    for (let n = 1; n <= count; n++) {
      const number = position.commit + n;
      const facts: Fact[] = [membership, drop, membership];
      await store.lanes.commit({
        partition,
        epoch: position.epoch,
        commit: number,
        offsets: position.offsets,
        releases: {},
        now: noon,
        seed: 1,
        due: [],
        states: [],
        outbox: [],
        cancelled: [],
        deadLetters: [],
        facts: toTableRows(
          facts.map((fact) => ({ workspace: 1, fact })),
          { lane: partition, commit: number },
        ).map((rows) => ({ ...rows, body: write(rows.body) })),
      });
    }
  }
}

const start = (more: Partial<ProjectorOptions> = {}) =>
  startProjector({
    facts: store.facts,
    clickhouse: clickhouse.client,
    partitions,
    workspaces: [1],
    onProjected: () => {},
    onError: (error) => assert.fail(error instanceof Error ? error : String(error)),
    pause: 20,
    ...more,
  });

const carriedOver = async () => (await store.facts.progress()).every((lane) => lane.commit === lane.projected);

/** Every commit so far is there, with each of its rows once. */
async function assertOnce(): Promise<void> {
  const progress = await store.facts.progress();
  const commits = progress.reduce((sum, lane) => sum + lane.commit, 0);
  for (const [table, perCommit] of [
    ['membership', 2],
    ['drop_fact', 1],
  ] as const) {
    const [rows] = await queryRows<{ rows: number; places: number }>(
      clickhouse.client,
      `SELECT count() AS rows, uniqExact(lane, commit, ordinal) AS places FROM ${table}`,
    );
    assert.deepEqual(rows, { rows: commits * perCommit, places: commits * perCommit }, table);
  }
}

test('after a failure between insert and advance the rows are there once', async () => {
  const errors: unknown[] = [];
  let calls = 0;
  const facts: FactStore = {
    ...store.facts,
    advance: async (...place) => {
      calls++;
      // The first partition moves on and the second does not, then neither does.
      if (calls === 2 || calls === 3) throw new Error('The database is gone.');
      await store.facts.advance(...place);
    },
  };
  await commit(3);
  const projector = await start({ facts, onError: (error) => errors.push(error) });
  await eventually(carriedOver);
  await commit(2);
  await eventually(carriedOver);
  await projector.stop();
  assert.equal(errors.length, 2);
  await assertOnce();
});

test('after an insert of which only a part arrived, the rest is added', async () => {
  const errors: unknown[] = [];
  let inserts = 0;
  const client = new Proxy(clickhouse.client, {
    get(target, name) {
      if (name !== 'exec') return Reflect.get(target, name) as unknown;
      return async (parameters: Parameters<typeof target.exec>[0]) => {
        inserts++;
        const result = await target.exec(parameters);
        // It was stored, and the answer got lost.
        if (inserts === 2) throw new Error('socket hang up');
        return result;
      };
    },
  });
  await commit(2);
  const projector = await start({ clickhouse: client, onError: (error) => errors.push(error) });
  await eventually(carriedOver);
  await projector.stop();
  assert.equal(errors.length, 1);
  await assertOnce();
});

test('whoever dies after the insert is followed by one who inserts nothing again', async () => {
  await commit(2);
  const dead: FactStore = { ...store.facts, advance: () => new Promise(() => {}) };
  const before = (await store.facts.progress()).map(({ projected }) => projected);
  void start({ facts: dead });
  await eventually(async () => {
    const [rows] = await queryRows<{ newest: number }>(
      clickhouse.client,
      'SELECT max(commit) AS newest FROM drop_fact',
    );
    return rows && rows.newest > Math.max(...before);
  });
  const projector = await start();
  await eventually(carriedOver);
  await projector.stop();
  await assertOnce();
});

test('what an earlier version left to be carried over is, among what the newest writes', async () => {
  await commit(2, anObjectEach);
  await commit(1);
  const projector = await start();
  await eventually(carriedOver);
  // The first frames after a start are compared with what is there, and all others are handed on as they are.
  await commit(1);
  await commit(1, anObjectEach);
  await eventually(carriedOver);
  await projector.stop();
  await assertOnce();
});

test('an insert that its dead sender left running is waited for, and not done beside it', async () => {
  const [lane] = await store.facts.progress();
  const next = (lane?.commit ?? 0) + 1;
  const running = clickhouse.client.command({
    query: `INSERT INTO drop_fact SELECT 1, 0, ${next}, 1, generateUUIDv4(), toString(sleepEachRow(1.5)), '', '', now64(3)`,
  });
  await eventually(async () => {
    const [found] = await queryRows<{ inserts: number }>(
      clickhouse.client,
      `SELECT count() AS inserts FROM system.processes WHERE query_kind = 'Insert'`,
    );
    return found && found.inserts > 0;
  });
  await commit(1);
  const projector = await start();
  await eventually(carriedOver);
  await running;
  await projector.stop();
  await assertOnce();
});

test('a projector whose seat was taken gives up', async () => {
  const first = await start();
  const ended = assert.rejects(first.ended, FencedError);
  const second = await start();
  await commit(1);
  await ended;
  await eventually(carriedOver);
  await second.stop();
});
