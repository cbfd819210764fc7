import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { AddedMember } from '#contracts/api/team.ts';
import { launchBrowser } from '#test/browser.ts';
import { eventually } from '#test/eventually.ts';
import { type StartedProduct, startProduct } from '#test/started-product.ts';

const minute = 60_000;
const settings = ['general', 'sending', 'topics', 'keywords', 'channels', 'team', 'keys', 'system', 'account'];

let product: StartedProduct;
let browser: Browser;

before(async () => {
  [product, browser] = await Promise.all([
    startProduct({ demo: true, ready: /shoppers are at work/, timeoutMilliseconds: 5 * minute }),
    launchBrowser(),
  ]);
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

async function api<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${product.credentials.apiKey}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return (await answer.json()) as T;
}

async function signIn(context: BrowserContext): Promise<void> {
  const { adminEmail: email, adminPassword: password } = product.credentials;
  const answer = await context.request.post(`${product.url}/api/auth/sign-in/email`, {
    data: { email, password },
    headers: { origin: product.url },
  });
  assert.equal(answer.status(), 200);
}

/** What stands for the parameters of a path: one of each kind of thing that has a page of its own. */
async function examples(): Promise<Readonly<Record<string, readonly string[]>>> {
  const first = async (list: string): Promise<string> => {
    const [item] = (await api<{ items: { id: string }[] }>('GET', list)).items;
    return item?.id ?? assert.fail(`${list} is empty`);
  };
  // What arrives is learned from a moment later.
  const event = await eventually(async () => {
    const { items } = await api<{ items: { name: string }[] }>('GET', '/schema/events');
    return items[0]?.name;
  }, 60);
  const trait = await eventually(async () => {
    const { items } = await api<{ items: { path: string }[] }>('GET', '/schema/traits');
    return items[0]?.path;
  }, 60);
  await api('PUT', '/companies/acme', { traits: { name: 'Acme' } });
  const { id: file } = await api<{ id: string }>('POST', '/imports', { name: 'people.csv', bytes: 10 });
  const { items: presets } = await api<{ items: { name: string; check: string; mapping: object }[] }>(
    'GET',
    '/source-presets',
  );
  const preset = presets.find(({ name }) => name === 'shopify');
  const hook = {
    name: 'Shop',
    settings: { kind: 'webhook', preset: 'shopify', check: preset?.check, mapping: preset?.mapping },
  };
  const sink = { name: 'Warehouse', url: 'https://sink.example/hook', facts: [{ type: 'event' }] };
  const [{ id: source }, { destination }] = await Promise.all([
    api<{ id: string }>('POST', '/sources', hook),
    api<{ destination: { id: string } }>('POST', '/destinations', sink),
  ]);
  return {
    '/profiles/$id': [await first('/profiles')],
    '/companies/$id': ['acme'],
    '/segments/$id': [await first('/segments')],
    '/journeys/$id': [await first('/journeys')],
    '/messages/$id': [await first('/messages')],
    '/settings/$section': settings,
    '/data/events/$name': [encodeURIComponent(event)],
    '/data/traits/$path': [encodeURIComponent(trait)],
    '/data/imports/$id': [file],
    '/data/sources/$id': [source],
    '/data/destinations/$id': [destination.id],
  };
}

/** Every screen that the app has a route for; one whose parameter has no example here fails. */
async function readPaths(): Promise<string[]> {
  const sources = globSync('admin/routes/*.ts').map((file) => readFileSync(file, 'utf8'));
  const paths = sources.flatMap((source) => [...source.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path));
  const screens = paths.filter((path) => !['/sign-in', '/set-password', '/settings', '/data'].includes(path));
  assert.ok(screens.length > 35);
  const known = await examples();
  const filled = screens.flatMap((path) => {
    const parameter = /^.*?\/\$\w+/.exec(path)?.[0];
    if (parameter === undefined) return [path];
    const values = known[parameter];
    assert.ok(values, `no example of ${parameter}`);
    return values.map((value) => path.replace(/\$\w+/, value));
  });
  return ['/', ...filled, '/there-is-no-such-screen'];
}

let paths: Promise<readonly string[]> | undefined;
function everyPath(): Promise<readonly string[]> {
  paths ??= readPaths();
  return paths;
}

/** What reaches out of the page to the right, as `tag.class`. Text, because no types of the browser are known here. */
const tooWide = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
    .map((element) => element.tagName.toLowerCase() + '.' + element.className)
    .slice(0, 5);
})()`;

/** Opens a screen and waits until it shows what it has. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${product.url}${path}`);
  await page.locator('main :is(h1, h2)').first().waitFor();
  await page.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' });
}

const looks = [
  { locale: 'zh-CN', width: 390, height: 844 },
  { locale: 'en', width: 390, height: 844 },
  { locale: 'zh-TW', width: 1440, height: 900 },
] as const;

for (const { locale, width, height } of looks) {
  test(`every screen fits and complains about nothing: ${locale}, ${width} pixels wide`, async () => {
    const context = await browser.newContext({ locale, viewport: { width, height } });
    await signIn(context);
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
    page.on('console', (said) => {
      if (said.type() === 'error') problems.push(`${page.url()}: ${said.text()}`);
    });
    for (const path of await everyPath()) {
      await open(page, path);
      const wide = await page.evaluate<string[]>(tooWide);
      problems.push(...wide.map((element) => `${path}: ${element} is too wide`));
    }
    assert.deepEqual(problems, []);
    await context.close();
  });
}

test('an export says by names what its list is filtered by, in each language', async () => {
  const first = async <Item extends { id: string }>(list: string): Promise<Item> =>
    (await api<{ items: Item[] }>('GET', list)).items[0] ?? assert.fail(`${list} is empty`);
  const [persona, person, journey] = await Promise.all([
    eventually(async () => (await api<{ items: { id: string }[] }>('GET', '/personas/names')).items[0], 60),
    first<{ id: string; name: string }>('/profiles'),
    first<{ id: string; name: string }>('/journeys'),
  ]);
  const asked = [
    ['people', { persona: persona.id, rfm: '54,55', segment: 'lifecycle:loyalty', journey: journey.id }],
    ['deliveries', { status: 'held_back', channel: 'email', reason: 'topic_denied', profile: person.id }],
    ['coupons', { state: 'redeemed' }],
  ] as const;
  const said = {
    en: {
      people: ['Persona: ', 'RFM: Champions', `Journey: ${journey.name}`],
      deliveries: ['Held back', 'Email', `Person: ${person.name}`],
      coupons: ['Redeemed'],
    },
    'zh-CN': {
      people: ['RFM', `旅程：${journey.name}`],
      deliveries: [`用户：${person.name}`],
      coupons: ['已核销'],
    },
    'zh-TW': {
      people: ['RFM', `旅程：${journey.name}`],
      deliveries: [`使用者：${person.name}`],
      coupons: ['已核銷'],
    },
  };
  for (const [locale, words] of Object.entries(said)) {
    const context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } });
    await signIn(context);
    const page = await context.newPage();
    let shown = '';
    for (const [list, filters] of asked) {
      await open(page, `/data/exports?list=${list}&filters=${encodeURIComponent(JSON.stringify(filters))}`);
      const dialog = page.getByRole('dialog');
      // Names are asked for once the dialog stands.
      for (const word of words[list]) await dialog.getByText(word).first().waitFor();
      shown += (await dialog.textContent()) ?? '';
    }
    for (const raw of [persona.id, person.id, '54,55', 'lifecycle:loyalty', 'held_back', 'topic_denied', 'redeemed'])
      assert.ok(!shown.includes(raw), `${locale}: ${raw} in\n${shown}`);
    await context.close();
  }
});

test('somebody added to the team sets a password by the link, sees everything, and is offered no change', async () => {
  const request = { name: 'Vera', email: 'vera@example.com', role: 'viewer' };
  const { member, link } = await api<AddedMember>('POST', '/team', request);
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${product.url}${link.path}`);
  await page.getByRole('heading', { name: 'Welcome, Vera' }).waitFor();
  await page.getByRole('textbox', { name: 'Password' }).fill('seven red apples');
  await page.getByRole('button', { name: 'Set password and sign in' }).click();
  await page.getByRole('heading', { name: 'Home' }).waitFor();

  const changes = /^(New |Publish|Pause|Resume|Delete|Save|Add |Create|Remove|Undo|Redo|Tidy|Move )/;
  // Her own account is hers to change, and what she may see she may take out as a file.
  const hers = ['/settings/account', '/data/exports'];
  const offered: string[] = [];
  for (const path of (await everyPath()).filter((one) => !hers.includes(one))) {
    await open(page, path);
    const buttons = await page.getByRole('button', { name: changes, disabled: false }).allInnerTexts();
    offered.push(...buttons.map((button) => `${path}: ${button}`));
  }
  assert.deepEqual(offered, []);

  await page.goto(`${product.url}/segments`);
  await page.getByText('Cart abandoners').waitFor();
  await api<unknown>('POST', `/team/${member.id}/link`);
  await fetch(`${product.url}/api/v1/team/${member.id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${product.credentials.apiKey}` },
  });
  await page.getByRole('link', { name: 'Journeys' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  assert.match(page.url(), /\/sign-in\?to=%2F(journeys|segments)$/, 'the way back is kept, once');
  await context.close();
});
