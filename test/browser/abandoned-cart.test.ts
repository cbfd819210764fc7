import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { openEmbeddedDatabase } from '#cli/replay/database-address.ts';
import { openDatabase } from '#components/postgres/database.ts';
import { demoMessages } from '#demo/brand/messages.ts';
import { launchBrowser } from '#test/browser.ts';
import { eventually } from '#test/eventually.ts';
import { type StartedProduct, startProduct } from '#test/started-product.ts';

const minute = 60_000;
const journey = 'abandoned-cart';

let product: StartedProduct;
let browser: Browser;
let screen: Page;
const problems: string[] = [];

before(async () => {
  [product, browser] = await Promise.all([
    startProduct({ demo: false, ready: /Ctrl-C stops it/, timeoutMilliseconds: 2 * minute }),
    launchBrowser(),
  ]);
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1440, height: 900 } });
  const { adminEmail: email, adminPassword: password } = product.credentials;
  const headers = { origin: product.url };
  await context.request.post(`${product.url}/api/auth/sign-in/email`, { data: { email, password }, headers });
  screen = await context.newPage();
  screen.setDefaultTimeout(8_000);
  screen.on('pageerror', (error) => problems.push(error.message));
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

async function api(method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${product.credentials.apiKey}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

const hour = 60 * minute;

const hers = (email: string, ago = 0) => ({ userId: email, timestamp: new Date(Date.now() - ago).toISOString() });
const basket = { product_id: 'p-1', name: 'Regency teacup', price: 12.5, quantity: 1, currency: 'GBP' };

/** What a shop's site sends of somebody who has just signed in. */
async function track(email: string, event: string): Promise<void> {
  await send('/v1/batch', `Basic ${Buffer.from(`${product.credentials.writeKey}:`).toString('base64')}`, [
    identified(email),
    { type: 'track', ...hers(email), messageId: randomUUID(), event, properties: basket },
  ]);
}

/** What was so many hours ago; a rehearsal takes imported history as if it had come when it happened. */
async function importPast(past: readonly (readonly [email: string, event: string, hours: number])[]): Promise<void> {
  await send('/v1/import', `Bearer ${product.credentials.apiKey}`, [
    ...past.map(([email]) => identified(email, 30 * hour)),
    ...past.map(([email, event, hours]) => {
      return { type: 'track', ...hers(email, hours * hour), messageId: randomUUID(), event, properties: basket };
    }),
  ]);
}

function identified(email: string, ago = 0): object {
  const traits = { email, firstName: email.split('@')[0] };
  return { type: 'identify', ...hers(email, ago), messageId: randomUUID(), traits };
}

async function send(path: string, authorization: string, batch: readonly object[]): Promise<void> {
  const headers = { authorization, 'content-type': 'application/json' };
  const answer = await fetch(`${product.url}${path}`, { method: 'POST', headers, body: JSON.stringify({ batch }) });
  assert.equal(answer.status, 200, await answer.text());
}

const step = (kind: string) => screen.locator('.react-flow__node-step', { hasText: kind });
const saved = () => screen.getByText('Draft saved').waitFor();
const eventName = () => screen.getByRole('combobox', { name: 'Event', exact: true });

/** Where it stands once the steps are arranged. */
async function boxAtRest(place: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  let before = await place.boundingBox();
  return eventually(async () => {
    await sleep(100);
    const now = await place.boundingBox();
    const isAtRest = now !== null && JSON.stringify(now) === JSON.stringify(before);
    before = now;
    return isAtRest && now;
  });
}

/** Puts what hangs on the palette on the last stretch of a way that leads straight on or downwards. */
async function drag(kind: string, way: string): Promise<void> {
  await screen.getByRole('button', { name: kind, exact: true }).hover();
  const path = await boxAtRest(screen.locator(`[data-id$=":${way}"] path`).first());
  await screen.mouse.down();
  await screen.mouse.move(path.x + path.width * 0.75, path.y + path.height, { steps: 8 });
  await screen.mouse.up();
  await step(kind).waitFor();
}

/** As if whoever waits had come an hour earlier: both moments stand in her document, and the time that wakes her beside it. */
async function letTheHourPass(): Promise<void> {
  const address = await openEmbeddedDatabase(product.dataDirectory);
  const sql = openDatabase(address.url, { max: 1, applicationName: 'test' });
  const now = Date.now();
  const { count } = await sql`
    update profile_state
    set next_due = ${now}, document = jsonb_set(jsonb_set(document::jsonb,
      '{runs,0,dueAt}', to_jsonb(${now}::bigint)), '{runs,0,arrivedAt}', to_jsonb(${now - hour}::bigint))::text
    where document::jsonb #> '{runs,0,dueAt}' is not null`;
  await sql.end();
  await address.close();
  assert.equal(count, 1, 'she alone still waits');
}

test('the abandoned-cart journey, from an empty canvas to the message that a shopper gets', async (context) => {
  await context.test('a shop with a message and with people who left baskets yesterday', async () => {
    const settings = (await api('GET', '/settings')) as object;
    const quietHours = { enabled: false, from: '22:00', until: '07:00', channels: [] };
    await api('PUT', '/settings', { ...settings, holdoutShare: 0, optInChannels: [], frequencyCaps: [], quietHours });
    const reminder = demoMessages(product.url).find(({ id }) => id === 'cart-reminder');
    assert.ok(reminder);
    const { name, variants } = reminder;
    const draft = { ...reminder, channelOrder: ['email'], variants: { email: variants.email }, translations: {} };
    await api('POST', '/messages', { id: reminder.id, name, draft });
    await api('POST', `/messages/${reminder.id}/publish`);
    await importPast([
      ['ann@example.com', 'Product Added', 20],
      ['ben@example.com', 'Product Added', 20],
      ['ben@example.com', 'Order Completed', 19.5],
    ]);
  });

  await context.test('she builds it by keyboard and by dragging', async () => {
    await screen.goto(`${product.url}/journeys`);
    await screen.getByRole('button', { name: 'New journey' }).first().click();
    await screen.getByRole('textbox', { name: 'Name' }).fill('Abandoned cart');
    await screen.keyboard.press('Enter');
    await step('Start').waitFor();
    await eventName().fill('Product Added');
    await screen.getByRole('button', { name: 'Wait for an event', exact: true }).press('Enter');
    await step('Wait for an event').waitFor();
    await eventName().fill('Order Completed');
    await screen.getByRole('spinbutton', { name: 'At most' }).fill('1');
    await screen.getByRole('combobox', { name: 'Unit' }).click();
    await screen.getByTitle('hours', { exact: true }).click();
    await drag('Message', 'timeout');
    await screen.getByRole('combobox', { name: 'Send' }).click();
    await screen.getByTitle('Cart reminder').click();
    await saved();
    await screen.getByText('Nothing stands in the way of publishing.').waitFor();
  });

  await context.test('she rehearses it: one of two would have been reminded', async () => {
    await screen.getByRole('button', { name: 'Rehearse' }).click();
    await screen.waitForURL(/\/rehearsal/);
    await screen.getByRole('button', { name: 'Rehearse the draft' }).click();
    await screen.getByText('2 people', { exact: true }).waitFor();
    const steps = screen.getByRole('table', { name: 'Step by step' });
    const message = steps.getByRole('row').filter({ hasText: 'Cart reminder' });
    await message.getByText(/^Email\s*1$/).waitFor();
  });

  await context.test('she publishes it', async () => {
    await screen.goto(`${product.url}/journeys/${journey}`);
    await screen.getByRole('button', { name: 'Publish' }).click();
    const dialog = screen.getByRole('dialog');
    await dialog.getByText('100% of all people would have entered. Is that meant?').waitFor();
    await dialog.getByRole('button', { name: 'Publish' }).click();
    await screen.getByText('Published', { exact: true }).first().waitFor();
  });

  await context.test('two shoppers wait in it; one buys and is through, the other is written to', async () => {
    await track('eve@example.com', 'Product Added');
    await track('fay@example.com', 'Product Added');
    await step('Wait for an event').getByTitle('2 people here now').waitFor();
    await track('fay@example.com', 'Order Completed');
    await step('Wait for an event').getByTitle('1 person here now').waitFor();
    await letTheHourPass();
    await step('Message').getByText('1 sent').waitFor();
    await screen.goto(`${product.url}/inbox`);
    const inbox = screen.getByRole('list', { name: 'Sandbox inbox' });
    await inbox.getByText('Still thinking about Regency teacup?').click();
    await screen.frameLocator('iframe').first().getByText('eve, your basket is waiting').waitFor();
    assert.equal(await inbox.getByRole('listitem').count(), 1);
  });

  assert.deepEqual(problems, []);
});
