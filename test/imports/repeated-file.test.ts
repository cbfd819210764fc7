import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createImportUndoFacts } from '#analytics/import-undo/import-undo-facts.ts';
import { createLinesBrought, type LinesBrought } from '#analytics/imports/lines-brought.ts';
import { queryRows } from '#components/clickhouse/client.ts';
import { type ImportMapping, importMapping } from '#contracts/import.ts';
import { defaultSettings } from '#contracts/settings.ts';
import type { EventSink } from '#contracts/tracked-event.ts';
import { caughtUp } from '#server/imports/caught-up.ts';
import { beginUndo, deleteImport, findImport, type ImportRow, moveImport } from '#server/imports/import-rows.ts';
import { type Imports, openImports } from '#server/imports/imports.ts';
import { createLog } from '#server/log.ts';
import { openSettings } from '#test/builders.ts';
import { openFlow, type RunningFlow } from '#test/running-flow.ts';

let flow: RunningFlow;
let directory: string;
let imports: Imports;
let linesBrought: LinesBrought;
let accept: EventSink['accept'];
let backfill: { stop(): Promise<void> };
before(async () => {
  flow = await openFlow();
  await flow.store.releases.publish(1, (newest) => ({ ...newest, settings: openSettings }));
  backfill = flow.startBackfill({});
  directory = await mkdtemp(join(tmpdir(), 'throughline-repeat-'));
  imports = open();
});
after(async () => {
  await imports.close();
  await backfill.stop();
  await flow.close();
  await rm(directory, { recursive: true });
});

function open(): Imports {
  const { database, store, ingest, clickhouse } = flow;
  linesBrought = createLinesBrought(clickhouse.client);
  accept = ingest.accept;
  return openImports({
    ...{ sql: database.sql, workspace: 1, store, dataDirectory: directory, bytesAtMost: 1e9 },
    sink: { accept: (events) => accept(events) },
    append: (stimuli) => ingest.append(stimuli),
    undoFacts: createImportUndoFacts(clickhouse.client, store.facts.progress),
    linesBrought: (...asked) => linesBrought(...asked),
    settings: async () => defaultSettings,
    log: createLog('silent'),
  });
}

const format = { type: 'csv', encoding: 'utf-8', delimiter: ',', quote: '"' } as const;

const mapping = (changes: Partial<ImportMapping> = {}): ImportMapping =>
  importMapping.parse({
    kind: 'events',
    columns: [
      ['who', 'userId'],
      ['what', 'event'],
      ['when', 'timestamp'],
      ['number', 'properties.number'],
    ].map(([column, target]) => ({ column, target })),
    timeZone: 'UTC',
    ...changes,
  });

async function until(id: string, status: ImportRow['status']): Promise<ImportRow> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const row = await findImport(imports, id);
    if (row.status === status) return row;
    assert.notEqual(row.status, 'failed', row.error ?? '');
    await sleep(50);
  }
  return assert.fail(`It is never ${status}`);
}

async function startText(text: string, given: ImportMapping): Promise<string> {
  const id = await imports.create({ name: 'file.csv', bytes: 1 });
  await imports.importFile(await findImport(imports, id), Readable.from([text]), { format, mapping: given });
  return id;
}

async function importText(text: string, given: ImportMapping): Promise<ImportRow> {
  return until(await startText(text, given), 'done');
}

const outcome = ({ progress }: ImportRow) => [progress?.taken, progress?.duplicates, progress?.rejected];

async function numbers(event: string): Promise<readonly number[]> {
  await caughtUp(flow.database.sql, flow.store, new AbortController().signal);
  const [row] = await queryRows<{ numbers: number[] }>(
    flow.clickhouse.client,
    `SELECT arraySort(groupArray(JSONExtractInt(properties, 'number'))) AS numbers FROM event WHERE name = {event:String}`,
    { event },
  );
  return row?.numbers ?? [];
}

const all = (count: number) => Array.from({ length: count }, (_, index) => index);

test('lines of events that came in before are passed over, whenever and by whichever mapping that was', async () => {
  const lines = all(100).map((n) => `p${n % 7},Seen,${n % 4 === 0 ? `13/01/2024` : '2024-01-13'},${n}`);
  const text = `who,what,when,number\n${lines.join('\n')}\n`;
  const first = await importText(text, mapping());
  assert.deepEqual(outcome(first), [75, 0, { invalid_time: 25 }]);
  // Its events stay when its entry goes, and what the log remembers ends after a day.
  assert.ok(await deleteImport(imports, first.id));
  await flow.database.sql`truncate message_key_even, message_key_odd`;

  const second = await importText(text, mapping({ timeFormat: 'day_first' }));
  assert.deepEqual(outcome(second), [25, 75, {}]);
  assert.deepEqual(await numbers('Seen'), all(100));
  await flow.database.sql`truncate message_key_even, message_key_odd`;
  assert.deepEqual(outcome(await importText(text, mapping({ timeFormat: 'day_first' }))), [0, 100, {}]);

  const undo = {
    ...{ people: 0, onlyPeople: 0, events: 0, orders: 0, traits: 0, consents: 0, stage: 'list' as const, after: null },
    ...{ done: 0, removed: 0, by: 'Ada', startedAt: new Date().toISOString(), finishedAt: null },
  };
  assert.ok(await beginUndo(imports, second.id, undo));
  imports.wake();
  await until(second.id, 'undone');
  assert.deepEqual(outcome(await importText(text, mapping({ timeFormat: 'day_first' }))), [25, 75, {}]);
  assert.deepEqual(await numbers('Seen'), all(100));
});

test('an import that was stopped for good leaves the rest to the next one; one that waited meanwhile brings nothing twice', async () => {
  // More than is on its way into the log at any moment.
  const count = 20_000;
  const lines = all(count).map((n) => `q${n % 50},Met,2024-01-13,${n}`);
  const text = `who,what,when,number\n${lines.join('\n')}\n`;
  const { sql } = flow.database;
  await sql`
    create function note_slowly() returns trigger language plpgsql as 'begin perform pg_sleep(0.3); return new; end'`;
  await sql`
    create trigger note_slowly before update of settled on import for each row execute function note_slowly()`;
  const waiting = await startText(text, mapping());
  while ((await findImport(imports, waiting)).settled === 0) await sleep(20);
  assert.ok(await moveImport(imports, waiting, ['importing'], 'paused'));
  await sql`drop trigger note_slowly on import`;

  const next = await importText(text, mapping());
  const [taken = 0, duplicates = 0] = [next.progress?.taken, next.progress?.duplicates];
  assert.ok(taken > 0 && duplicates > 0, `${taken} taken, ${duplicates} known`);
  assert.equal(taken + duplicates, count);
  await sql`truncate message_key_even, message_key_odd`;
  assert.ok(await moveImport(imports, waiting, ['paused'], 'importing'));
  imports.wake();
  await until(waiting, 'done');
  assert.deepEqual(await numbers('Met'), all(count));
});

test('a file of customers says again what holds, though another one said something else meanwhile', async () => {
  const columns = ['who', 'city'].map((column) => ({ column, target: column === 'who' ? 'userId' : 'traits.city' }));
  const told = async (city: string) =>
    outcome(await importText(`who,city\nann,${city}\n`, mapping({ kind: 'customers', columns })));
  const cityOf = async () => {
    await flow.settle();
    return (await flow.documentOf({ kind: 'userId', value: 'ann' }))?.traits['city'];
  };
  assert.deepEqual(await told('York'), [1, 0, {}]);
  assert.deepEqual(await told('Bath'), [1, 0, {}]);
  assert.equal(await cityOf(), 'Bath');
  assert.deepEqual(await told('York'), [1, 0, {}]);
  assert.equal(await cityOf(), 'York');
});

test('an import that waits for ClickHouse can be paused, and holds up no other', async () => {
  const text = `who,what,when,number\nr1,Seen late,2024-01-13,0\n`;
  await importText(text, mapping());
  const asked = linesBrought;
  const reached = Promise.withResolvers<void>();
  linesBrought = () => {
    reached.resolve();
    return new Promise(() => {});
  };
  const waiting = await startText(text, mapping());
  await reached.promise;
  assert.ok(await moveImport(imports, waiting, ['importing'], 'paused'));
  const other = await importText(`who,what,when,number\nr2,Seen late,2024-01-13,1\n`, mapping());
  assert.deepEqual(outcome(other), [1, 0, {}]);
  let failures = 0;
  linesBrought = (...file) => {
    failures += 1;
    return failures < 2 ? Promise.reject(new Error('socket hang up')) : asked(...file);
  };
  assert.ok(await moveImport(imports, waiting, ['paused'], 'importing'));
  imports.wake();
  assert.deepEqual(outcome(await until(waiting, 'done')), [0, 1, {}]);
  assert.deepEqual(await numbers('Seen late'), all(2));
});

test('a batch that did not come in before the server ended is not passed by', async () => {
  const count = 5_000;
  const lines = all(count).map((n) => `s${n % 50},Kept,2024-01-13,${n}`);
  const real = accept;
  let calls = 0;
  const second = Promise.withResolvers<void>();
  accept = async (events) => {
    calls += 1;
    if (calls === 1) throw new Error('the database is gone');
    const accepted = await real(events);
    second.resolve();
    return accepted;
  };
  const id = await startText(`who,what,when,number\n${lines.join('\n')}\n`, mapping());
  await second.promise;
  await imports.close();
  assert.equal((await findImport(imports, id)).settled, 0);
  imports = open();
  await until(id, 'done');
  assert.deepEqual(await numbers('Kept'), all(count));
});
