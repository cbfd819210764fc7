import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { AddedMember } from '#contracts/api/team.ts';
import { launchBrowser } from '#test/browser.ts';
import { type StartedProduct, startProduct } from '#test/started-product.ts';

const minute = 60_000;
const settings = ['general', 'sending', 'topics', 'channels', 'team', 'keys', 'system', 'account'];

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

/** Every screen, with one of each kind of thing that has a page of its own. */
async function everyPath(): Promise<string[]> {
  const details = ['profiles', 'segments', 'journeys', 'messages'].map(async (noun) => {
    const { items } = await api<{ items: { id: string }[] }>('GET', `/${noun}`);
    return `/${noun}/${items[0]?.id}`;
  });
  return [
    ...['/', '/profiles', '/segments', '/journeys', '/messages', '/deliveries', '/inbox'],
    ...(await Promise.all(details)),
    ...settings.map((section) => `/settings/${section}`),
    '/there-is-no-such-screen',
  ];
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
  for (const path of await everyPath()) {
    if (path === '/settings/account') continue;
    await open(page, path);
    const offered = await page.getByRole('button', { name: changes, disabled: false }).allInnerTexts();
    assert.deepEqual(offered, [], path);
  }

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
