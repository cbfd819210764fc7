import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { openPersonSpool, type SpooledEvent } from './person-spool.ts';

let directory: string;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'throughline-spool-'));
});
after(() => rm(directory, { recursive: true, force: true }));

interface Told {
  readonly person: string;
  readonly event: SpooledEvent;
}

async function throughSpool(told: readonly Told[]): Promise<readonly SpooledEvent[]> {
  const spool = await openPersonSpool(join(directory, 'by-person'));
  for (const { person, event } of told) spool.add(person, event);
  assert.equal(spool.count(), told.length);
  const read: SpooledEvent[] = [];
  for (const event of spool.read()) read.push(event);
  await spool.close();
  return read;
}

const padding = 'x'.repeat(3_000);
const eventOf = (person: string, line: number, text: string): Told => ({
  person,
  event: { line, text: JSON.stringify({ person, text, padding }) },
});

test('events come back once each, person by person, hers in the order of the file, the same whenever it is read', async () => {
  const people = fc.constantFrom('1', '2', '张三', 'a b', '\ud800', '');
  const file = fc.array(fc.tuple(people, fc.string({ unit: 'grapheme' })), { maxLength: 120 });
  await fc.assert(
    fc.asyncProperty(file, async (rows) => {
      const told = rows.map(([person, text], index) => eventOf(person, index + 2, text));
      const read = await throughSpool(told);
      assert.deepEqual(await throughSpool(told), read);
      const lines = Map.groupBy(read, ({ text }) => (JSON.parse(text) as { person: string }).person);
      const expected = Map.groupBy(told, ({ person }) => person);
      assert.equal(lines.size, expected.size);
      for (const [person, events] of lines) {
        assert.deepEqual(
          events,
          expected.get(person)?.map(({ event }) => event),
        );
      }
      const order = read.map(({ text }) => (JSON.parse(text) as { person: string }).person);
      const moves = order.filter((person, index) => person !== order[index - 1]).length;
      assert.equal(moves, lines.size, 'each person stands in one place');
    }),
    { numRuns: 30 },
  );
});

test('what does not fit into memory comes back from the file, of which no name is left', async () => {
  const told = Array.from({ length: 2_000 }, (_, index) => eventOf(`p${index % 7}`, index + 2, `n${index}`));
  const read = await throughSpool(told);
  assert.deepEqual(
    read.map(({ line }) => line).toSorted((a, b) => a - b),
    told.map(({ event }) => event.line),
  );
  assert.deepEqual(await readdir(directory), []);
});
