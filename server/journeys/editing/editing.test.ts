import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Journey } from '#contracts/api/journey.ts';
import type { ChangeConflict, JourneyChange } from '#contracts/journey-editing/change.ts';
import { startTestServer, type TestServer } from '#test/server.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.close());

interface Answer {
  readonly journey: Journey;
  readonly conflicts: readonly ChangeConflict[];
}

async function created(id: string): Promise<Journey> {
  const { status, body } = await server.api('POST', '/journeys', { id, name: 'Welcome' });
  assert.equal(status, 201);
  return body as Journey;
}

async function edit(id: string, changes: readonly JourneyChange[], editor = 'editor-one'): Promise<Answer> {
  const { status, body } = await server.api('POST', `/journeys/${id}/edits`, { editor, changes });
  assert.equal(status, 200, JSON.stringify(body));
  return body as Answer;
}

const renamed = (before: string, after: string): JourneyChange => ({
  place: { part: 'field', name: 'name' },
  before,
  after,
});
const wait = (node: string, before: number | null, after: number): JourneyChange => ({
  place: { part: 'node', node },
  before: before && { id: node, kind: 'wait', minutes: before, ways: ['next'] },
  after: { id: node, kind: 'wait', minutes: after, ways: ['next'] },
});

test('edits of many at once are all in the draft', async () => {
  await created('crowd');
  const steps = Array.from({ length: 8 }, (_, index) => `wait-${index}`);
  const answers = await Promise.all(steps.map((node, index) => edit('crowd', [wait(node, null, index + 1)])));
  assert.ok(answers.every(({ conflicts }) => conflicts.length === 0));
  const { body } = await server.api('GET', '/journeys/crowd');
  assert.deepEqual((body as Journey).draft.nodes.map(({ id }) => id).sort(), ['trigger', ...steps].sort());
});

test('who comes second at one place is told, and everything else of hers is taken', async () => {
  await created('pair');
  await edit('pair', [wait('w', null, 10)]);
  await edit('pair', [wait('w', 10, 20)]);
  const { journey, conflicts } = await edit('pair', [wait('w', 10, 30), renamed('Welcome', 'Hello')]);
  assert.partialDeepStrictEqual(conflicts, [{ place: { part: 'node', node: 'w' }, theirs: { minutes: 20 } }]);
  assert.equal(journey.name, 'Hello');
  assert.partialDeepStrictEqual(journey.draft.nodes[1], { minutes: 20 });
});

test('an edit that arrives twice changes nothing the second time', async () => {
  await created('twice');
  const first = await edit('twice', [renamed('Welcome', 'Hello')]);
  const again = await edit('twice', [renamed('Welcome', 'Hello')]);
  assert.deepEqual(again.conflicts, []);
  assert.equal(again.journey.revision, first.journey.revision);
});

test('what would be no journey is refused', async () => {
  await created('broken');
  const change: JourneyChange = { place: { part: 'field', name: 'reentry' }, before: { type: 'never' }, after: 'x' };
  const { status, body } = await server.api('POST', '/journeys/broken/edits', { changes: [change] });
  assert.equal(status, 400);
  assert.match(JSON.stringify(body), /reentry/);
});

/** Reads a canvas's stream; `next` waits for the next event by that name. */
async function look(id: string, editor: string) {
  const abort = new AbortController();
  const response = await fetch(`${server.url}/api/v1/journeys/${id}/live?editor=${editor}`, {
    headers: { authorization: `Bearer ${server.credentials.apiKey}` },
    signal: abort.signal,
  });
  assert.equal(response.status, 200);
  const chunks = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
  let text = '';
  const waiting: { name: string; data: unknown }[] = [];
  return {
    close: () => abort.abort(),
    async next(name: string): Promise<unknown> {
      for (;;) {
        const index = waiting.findIndex((one) => one.name === name);
        if (index >= 0) return waiting.splice(index, 1)[0]?.data;
        const chunk = await chunks.next();
        if (chunk.done) throw new Error('The stream has ended');
        text += chunk.value;
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const [event, data] = block.split('\n');
          if (!event?.startsWith('event: ') || !data) continue;
          waiting.push({ name: event.slice('event: '.length), data: JSON.parse(data.slice('data: '.length)) });
        }
      }
    },
  };
}

test('who has it open sees the others come, move, change it and go', async () => {
  await created('shared');
  const ann = await look('shared', 'editor-ann');
  assert.partialDeepStrictEqual(await ann.next('editors'), [{ editor: 'editor-ann', node: null, mayChange: true }]);

  const bob = await look('shared', 'editor-bob');
  assert.partialDeepStrictEqual(await ann.next('editors'), [{ editor: 'editor-ann' }, { editor: 'editor-bob' }]);

  await server.api('PUT', '/journeys/shared/place', { editor: 'editor-bob', node: 'trigger' });
  assert.partialDeepStrictEqual(await ann.next('editors'), [
    { editor: 'editor-ann', node: null },
    { editor: 'editor-bob', node: 'trigger' },
  ]);

  await edit('shared', [renamed('Welcome', 'Hello')], 'editor-bob');
  assert.partialDeepStrictEqual(await ann.next('touched'), { editor: 'editor-bob' });
  assert.equal((await server.api('POST', '/journeys/shared/publish')).status, 422);
  assert.equal((await server.api('DELETE', '/journeys/shared')).status, 204);
  assert.partialDeepStrictEqual(await ann.next('touched'), { editor: null });

  bob.close();
  assert.deepEqual(((await ann.next('editors')) as unknown[]).length, 1);
  ann.close();
});

test('nobody watches a journey that does not exist', async () => {
  assert.equal((await server.api('GET', '/journeys/none/live?editor=editor-ann')).status, 404);
});
