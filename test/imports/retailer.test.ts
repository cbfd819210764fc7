import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import type { Release } from '#contracts/release.ts';
import type { ProfileState } from '#core/state.ts';
import { orderRules, ordersFile, ordersTimeZone } from '#demo/orders.ts';
import { findImport } from '#server/imports/import-rows.ts';
import { openImports } from '#server/imports/imports.ts';
import { createLog } from '#server/log.ts';
import { openSettings } from '#test/builders.ts';
import { openFlow, type RunningFlow } from '#test/running-flow.ts';
import { countOrders } from '../retailer/count-orders.ts';
import { profileOfCustomer } from '../retailer/told-orders.ts';

/**
 * THROUGHLINE_TEST_ORDERS names another file of the same shape, such as the whole of the data set (see docs/import.md).
 */
const file = process.env['THROUGHLINE_TEST_ORDERS'] ?? ordersFile;
const isWhole = file !== ordersFile;
const seconds = isWhole ? 600 : 60;

const ordersAtLeast = (times: number): Release['segments'][number]['condition'] => ({
  type: 'event',
  match: { event: 'Order Completed', where: [] },
  frequency: { comparison: 'at_least', times },
});

/** Stages by orders over all time, because those of the file are long ago. */
const stages = { loyal: 5, returned: 2, bought: 1 };

let flow: RunningFlow;
let directory: string;
let backfill: { stop(): Promise<void> };
before(async () => {
  flow = await openFlow();
  directory = await mkdtemp(join(tmpdir(), 'throughline-retailer-'));
  await flow.store.releases.publish(1, (newest) => ({
    ...newest,
    settings: { ...openSettings, currency: 'GBP' },
    segments: Object.entries(stages).map(([id, times]) => ({
      ...{ id, name: id, description: '', sinceRelease: 1, condition: ordersAtLeast(times) },
    })),
  }));
  backfill = flow.startBackfill({});
  // Between one note of the progress and the next it can be seen, and the import be killed.
  await flow.database.sql`
    create function note_slowly() returns trigger language plpgsql as
    'begin perform pg_sleep(0.5); return new; end'`;
  await flow.database.sql`
    create trigger note_slowly before update of settled on import for each row execute function note_slowly()`;
});
after(async () => {
  await backfill.stop();
  await flow.close();
  await rm(directory, { recursive: true });
});

const columns = [
  ['InvoiceNo', 'orderId'],
  ['StockCode', 'sku'],
  ['Quantity', 'quantity'],
  ['UnitPrice', 'price'],
  ['Description', 'name'],
  ['InvoiceDate', 'timestamp'],
  ['CustomerID', 'userId'],
].map(([column = '', target = '']) => ({ column, target }));

async function announce(): Promise<string> {
  const sql = flow.database.sql;
  const imports = openImports({
    ...{ sql, workspace: 1, store: flow.store, sink: flow.ingest, dataDirectory: directory, bytesAtMost: 1e9 },
    append: (stimuli) => flow.ingest.append(stimuli),
    settings: () => assert.fail('the mapping is given'),
    log: createLog('warn'),
  });
  await imports.close();
  const id = await imports.create({ name: 'orders.csv', bytes: 1 });
  const { refundPrefix, adjustmentPrefix, shippingCodes, discountCodes, feeCodes } = orderRules;
  await imports.importFile(await findImport(imports, id), createReadStream(file).pipe(createGunzip()), {
    format: { type: 'csv', encoding: 'utf-8', delimiter: ',', quote: '"' },
    mapping: {
      ...{ kind: 'orders', columns, constants: [], otherColumns: 'ignore', timeFormat: 'auto' },
      ...{ timeZone: ordersTimeZone, currency: 'GBP' },
      orders: {
        ...{ refundPrefix, adjustmentPrefix },
        shippingCodes: [...shippingCodes],
        discountCodes: [...discountCodes],
        feeCodes: [...feeCodes],
      },
    },
  });
  return id;
}

function work(): ChildProcess {
  const program = fileURLToPath(new URL('./import-process.ts', import.meta.url));
  return spawn(process.execPath, [program, flow.database.url, directory], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

test('orders, value and stage of every customer are those of a count without our code, SIGKILL in the middle or not', async (t) => {
  const id = await announce();
  const own = { sql: flow.database.sql, workspace: 1 };
  const killedAt: number[] = [];
  for (let isDone = false; !isDone; ) {
    const child = work();
    const until = killedAt.length < 3 ? (killedAt.at(-1) ?? 0) : Number.POSITIVE_INFINITY;
    for (const end = Date.now() + seconds * 1_000; ; await sleep(10)) {
      const { status, settled, error } = await findImport(own, id);
      assert.notEqual(status, 'failed', error ?? '');
      isDone = status === 'done';
      if (isDone || settled > until) {
        if (!isDone) killedAt.push(settled);
        break;
      }
      assert.ok(Date.now() < end, 'it does not go on');
    }
    await kill(child);
  }
  await flow.settle(seconds);
  const counted = await countOrders(file);
  const identities = await own.sql<{ value: string; profile: string }[]>`
    select value, profile from identity where kind = 'userId'`;
  const documents = new Map<string, ProfileState>();
  for (let place = 0; place < identities.length; place += 1_000) {
    for (const state of await flow.documents(identities.slice(place, place + 1_000).map(({ profile }) => profile))) {
      documents.set(state.profile, state);
    }
  }
  let refunds = 0;
  for (const { value, profile } of identities) {
    const orders = counted.get(profileOfCustomer(value)) ?? [];
    const sales = orders.filter(({ refund }) => !refund);
    refunds += orders.length - sales.length;
    const state = documents.get(profile);
    assert.equal(state?.orders.count, sales.length, `orders of ${value}`);
    const pence = orders.reduce((sum, order) => sum + order.pence, 0);
    assert.equal(Math.round((state?.orders.value ?? 0) * 100), pence, `value of ${value}`);
    assert.equal(state?.orders.lastAt, sales.at(-1)?.at, `last order of ${value}`);
    const expected = Object.entries(stages).flatMap(([stage, times]) => (sales.length >= times ? [stage] : []));
    assert.deepEqual([...(state?.memberships.keys() ?? [])].sort(), expected.sort(), `stages of ${value}`);
  }
  assert.deepEqual(new Set(identities.map(({ value }) => profileOfCustomer(value))), new Set(counted.keys()));
  const orders = [...counted.values()].reduce((sum, all) => sum + all.length, 0);
  t.diagnostic(
    `${identities.length} customers, ${orders - refunds} orders, ${refunds} cancellations; killed at ${killedAt}`,
  );
  assert.ok(killedAt.length > 0);
});
