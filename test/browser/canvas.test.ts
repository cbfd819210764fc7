import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Journey } from '#contracts/api/journey.ts';
import type { JourneyNode } from '#contracts/journey.ts';
import { launchBrowser } from '#test/browser.ts';
import { eventually } from '#test/eventually.ts';
import { startTestServer, type TestServer } from '#test/server.ts';

let server: TestServer;
let browser: Browser;
const problems: string[] = [];

before(async () => {
  const adminDirectory = fileURLToPath(new URL('../../dist/admin', import.meta.url));
  [server, browser] = await Promise.all([startTestServer({ parts: { adminDirectory } }), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** A browser of its own in which the administrator has the journey open. */
async function openCanvas(journey: string): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en',
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const { adminEmail: email, adminPassword: password } = server.credentials;
  const data = { email, password };
  await context.request.post(`${server.url}/api/auth/sign-in/email`, { data, headers: { origin: server.url } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${server.url}/journeys/${journey}`);
  await step(page, 'Start').waitFor();
  return page;
}

const step = (page: Page, kind: string) => page.locator('.react-flow__node-step', { hasText: kind });
const saved = (page: Page) => page.getByText('Draft saved').waitFor();

async function draftOf(journey: string): Promise<Journey['draft']> {
  const { body } = await server.api('GET', `/journeys/${journey}`);
  return (body as Journey).draft;
}

async function create(id: string, nodes: readonly JourneyNode[] = []): Promise<void> {
  const trigger: JourneyNode = {
    id: 'trigger',
    kind: 'trigger',
    trigger: { type: 'event', match: { event: 'Signed Up', where: [] } },
    branches: { next: nodes[0]?.id ?? null },
  };
  const draft = { id, name: id, description: '', version: 1, reentry: { type: 'never' }, exitRules: [] };
  const body = { id, name: id, draft: { ...draft, nodes: [trigger, ...nodes] } };
  assert.equal((await server.api('POST', '/journeys', body)).status, 201);
}

const wait = (id: string, minutes: number, next: string | null): JourneyNode => ({
  id,
  kind: 'wait',
  minutes,
  branches: { next },
});

test('a journey is built with the keyboard alone, and carried into another one', async () => {
  await create('by-keys');
  const page = await openCanvas('by-keys');
  await page.locator('[data-id="trigger"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('a');
  await page.getByRole('button', { name: 'Random share' }).press('Enter');
  await step(page, 'Random share').waitFor();
  await page.getByRole('button', { name: 'Message' }).press('Enter');
  await step(page, 'Message').waitFor();
  await saved(page);
  const built = await draftOf('by-keys');
  const cohort = built.nodes.find(({ kind }) => kind === 'cohort');
  const message = built.nodes.find(({ kind }) => kind === 'message');
  assert.ok(cohort?.kind === 'cohort' && message);
  assert.equal(cohort.branches.in, message.id);

  await step(page, 'Random share').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('c');
  await page.keyboard.press('c');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  // It may say "saved" of the change before.
  await eventually(async () => {
    const node = (await draftOf('by-keys')).nodes[1];
    return node?.kind === 'cohort' && node.branches.out === message.id;
  });

  await create('pasted');
  await page.goto(`${server.url}/journeys/pasted`);
  await page.locator('[data-id="trigger"]').focus();
  await page.keyboard.press('Control+v');
  await step(page, 'Random share').waitFor();
  await saved(page);
  assert.deepEqual(
    (await draftOf('pasted')).nodes.map(({ kind }) => kind),
    ['trigger', 'cohort', 'message'],
  );
  await page.keyboard.press('Control+z');
  await step(page, 'Random share').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+Shift+z');
  await step(page, 'Random share').waitFor();
  await step(page, 'Random share').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Delete');
  await step(page, 'Random share').waitFor({ state: 'detached' });
  // The focus went on to the closest step, so that the next key reaches the canvas.
  await page.keyboard.press('n');
  await page.getByRole('textbox', { name: 'Note' }).fill('Ask Ann');
  await page.keyboard.press('Escape');
  await page.getByText('Ask Ann').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Note' }).fill('Ask Ben');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Delete');
  await page.getByText('Ask Ben').waitFor({ state: 'detached' });
  await page.context().close();
});

/** Where something stands once the canvas has come to rest. */
async function restingBox(place: Locator) {
  for (let before = ''; ; ) {
    const box = await place.boundingBox();
    const now = JSON.stringify(box);
    if (box !== null && now === before) return box;
    before = now;
    await sleep(200);
  }
}

test('a step is dragged from the palette onto a way', async () => {
  await create('dragged', [wait('one', 60, null)]);
  const page = await openCanvas('dragged');
  const way = await restingBox(page.locator('[data-id="trigger:next"] path').first());
  const item = page.getByRole('button', { name: 'Experiment' });
  await item.hover();
  await page.mouse.down();
  await page.mouse.move(way.x + way.width * 0.25, way.y + way.height / 2, { steps: 8 });
  await page.mouse.up();
  await step(page, 'Experiment').waitFor();
  await saved(page);
  const { nodes } = await draftOf('dragged');
  const added = nodes.find(({ kind }) => kind === 'experiment');
  assert.ok(added);
  assert.deepEqual(nodes[0]?.branches, { next: added.id });
  assert.partialDeepStrictEqual(added.branches, { a: 'one', b: null });
  await page.context().close();
});

test('two people at once: both see each other, nothing is lost, and what meets is decided by a person', async () => {
  await create('together', [wait('one', 60, 'two'), wait('two', 120, null)]);
  const [ann, bob] = await Promise.all([openCanvas('together'), openCanvas('together')]);
  await ann.getByRole('list', { name: 'Also here' }).first().waitFor();

  await ann.locator('[data-id="one"]').click();
  await bob.locator('[data-id="one"]').getByRole('list', { name: 'Also here' }).waitFor();

  await bob.locator('[data-id="two"]').click();
  await Promise.all([
    ann.getByRole('spinbutton', { name: 'Wait for' }).fill('5'),
    bob.getByRole('spinbutton', { name: 'Wait for' }).fill('7'),
  ]);
  await ann.locator('[data-id="two"]').getByText('7 hours').waitFor();
  await bob.locator('[data-id="one"]').getByText('5 hours').waitFor();
  assert.partialDeepStrictEqual((await draftOf('together')).nodes, [{}, { minutes: 300 }, { minutes: 420 }]);

  // Both at one place: whoever comes second is asked, and until then the first stands.
  await bob.getByRole('button', { name: 'Show all' }).click();
  await bob.locator('[data-id="one"]').click();
  await Promise.all([
    ann.getByRole('spinbutton', { name: 'Wait for' }).fill('8'),
    bob.getByRole('spinbutton', { name: 'Wait for' }).fill('9'),
  ]);
  const [who] = await Promise.race([
    ann
      .getByText(/met a colleague/)
      .waitFor()
      .then(() => [ann] as const),
    bob
      .getByText(/met a colleague/)
      .waitFor()
      .then(() => [bob] as const),
  ]);
  const mine = who === ann ? 480 : 540;
  await who.getByRole('button', { name: 'Use mine' }).click();
  await who.getByText(/met a colleague/).waitFor({ state: 'detached' });
  await saved(who);
  assert.partialDeepStrictEqual((await draftOf('together')).nodes, [{}, { minutes: mine }]);
  await Promise.all([ann, bob].map((page) => page.context().close()));
  assert.deepEqual(problems, []);
});
