import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { queryRows } from '#components/clickhouse/client.ts';
import { tables } from '#components/clickhouse/tables.ts';
import type { TrackStimulus } from '#contracts/stimulus.ts';
import { step } from '#core/step.ts';
import { noon, person, release } from '#test/builders.ts';
import { createTestClickhouse, type TestClickhouse } from '#test/clickhouse.ts';
import { shopHistory } from '#test/simulated/simulated-shop.ts';
import { insertFrames } from '../project/insert-frames.ts';
import { toTableRows } from './fact-rows.ts';

let clickhouse: TestClickhouse;
before(async () => {
  clickhouse = await createTestClickhouse();
});
after(() => clickhouse.drop());

const context = { now: noon, release: release({}), random: () => 0.5 };
const track = (parts: Partial<TrackStimulus>): TrackStimulus => ({
  type: 'track',
  workspace: 1,
  profile: person().profile,
  id: 'message',
  at: noon,
  receivedAt: noon,
  identities: [{ kind: 'userId', value: 'ada' }],
  context: {},
  name: 'Order Completed',
  properties: {},
  ...parts,
});

/** What senders may write into an event, and what would stop a projector for good if ClickHouse refused it. */
const strange: readonly (readonly [string, Partial<TrackStimulus>])[] = [
  ['half a surrogate pair in the name', { name: 'half \ud800 pair' }],
  ['the other half', { name: '\udc00' }],
  ['control characters', { name: 'a\u0000b\u001ec\u2028\ufffe' }],
  ['half a pair in a property', { properties: { x: '\ud83d', ['\ud83d']: 1 } }],
  ['half a pair in the order id', { properties: { order_id: '\ud83d' } }],
  ['half a pair in the currency', { properties: { currency: '\ud83d' } }],
  ['half a pair in the address of the page', { context: { url: 'https://shop.example/\ud83d' } }],
  ['an amount beyond every currency', { properties: { revenue: 1e300 } }],
  ['a large amount', { properties: { revenue: 123_456_789_012_345_680 } }],
  ['the largest number', { properties: { revenue: Number.MAX_VALUE } }],
  ['a tiny amount', { properties: { revenue: 1e-300 } }],
  ['a fraction of a cent', { properties: { revenue: 0.1 + 0.2 } }],
  ['a negative amount', { properties: { revenue: -12.5 } }],
  ['an amount as text', { properties: { revenue: '0x10' } }],
  ['the first moment', { at: 0 }],
];

strange.forEach(([name, parts], commit) => {
  test(`ClickHouse takes ${name}`, async () => {
    const { facts } = step(person(), track(parts), context);
    const all = toTableRows(
      facts.map((fact) => ({ workspace: 1, fact })),
      { lane: 0, commit },
    );
    for (const { table, rows, body } of all) {
      await insertFrames(clickhouse.client, table, [body]);
      const [stored] = await queryRows<{ rows: number }>(
        clickhouse.client,
        `SELECT count() AS rows FROM ${table} WHERE commit = {commit:UInt64}`,
        { commit },
      );
      assert.equal(stored?.rows, rows, table);
    }
  });
});

test('a row lists a value for each column of its table, and for nothing else', () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(shopHistory, ({ facts }) => {
      for (const { fact } of facts) {
        const [written] = toTableRows([{ workspace: 1, fact }], { lane: 0, commit: 1 });
        assert.ok(written);
        met.add(written.table);
        const [columns = [], values = []] = written.body
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as string[]);
        const declared = tables.find(({ name }) => name === written.table)?.columns ?? {};
        assert.deepEqual(columns.toSorted(), Object.keys(declared).toSorted(), written.table);
        assert.ok(values.length === columns.length && !values.includes(null as never), written.body);
      }
    }),
    { numRuns: 20 },
  );
  for (const table of ['event', 'decision', 'journey_step', 'message_fact', 'merge_fact', 'alias_fact']) {
    assert.ok(met.has(table), `no fact for ${table} among ${[...met].join(', ')}`);
  }
});
