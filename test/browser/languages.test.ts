import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '#test/browser.ts';
import { eventually } from '#test/eventually.ts';
import { type StartedProduct, startProduct } from '#test/started-product.ts';

const minute = 60_000;
const frequency = { comparison: 'at_least', times: 1, withinDays: 30 };
const person = { userId: 'lin@example.com', traits: { email: 'lin@example.com' } };

let product: StartedProduct;
let browser: Browser;
let profile: string;

before(async () => {
  [product, browser] = await Promise.all([
    startProduct({ demo: false, ready: /Ctrl-C stops it/, timeoutMilliseconds: 2 * minute }),
    launchBrowser(),
  ]);
  await api('POST', '/lists', { id: 'vips', name: '老客户' });
  await api('POST', '/coupon-pools', { id: 'spring', name: '春季券' });
  await api('POST', '/lists/vips/people', { change: 'add', people: person.userId, createUnknown: true });
  profile = await eventually(async () => {
    const { items } = await api<{ items: { id: string }[] }>('GET', '/profiles');
    return items[0]?.id;
  }, 60);
  const trigger = { type: 'event', match: { event: 'Signed Up', where: [] } };
  const nodes = [
    { id: 'trigger', kind: 'trigger', trigger, branches: { next: 'coupon' } },
    { id: 'coupon', kind: 'give_coupon', pool: 'spring', variable: 'code', branches: { given: 'list', none: null } },
    { id: 'list', kind: 'update_lists', add: ['vips'], remove: ['gone'], branches: { next: null } },
  ];
  const draft = { id: 'names', name: 'names', description: '', version: 1, reentry: { type: 'never' }, exitRules: [] };
  await api('POST', '/journeys', { id: 'names', name: 'names', draft: { ...draft, nodes } });
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

async function api<T>(method: string, path: string, body?: object): Promise<T> {
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
  return JSON.parse(text === '' ? 'null' : text) as T;
}

/** Signed in by the form, after a wrong password whose answer is read. */
async function signedIn(): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${product.url}/sign-in`);
  await page.getByLabel('邮箱').fill(product.credentials.adminEmail);
  await page.getByLabel('密码', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByText('邮箱或密码不正确，请检查后重试').waitFor();
  await page.getByLabel('密码', { exact: true }).fill(product.credentials.adminPassword);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('heading', { name: '首页' }).waitFor();
  return page;
}

test('what is wrong stands beside its field in the language of the reader, and names stand for ids', async () => {
  const page = await signedIn();
  const alert = (text: string) => page.getByRole('alert').filter({ hasText: text }).first().waitFor();

  await page
    .getByText(/^[\d.]+ \/(分钟|小时)$/)
    .first()
    .waitFor();

  await page.goto(`${product.url}/settings/general`);
  await page.getByLabel('名称', { exact: true }).fill('');
  await alert('请填写此项。');

  await page.goto(`${product.url}/settings/account`);
  await page.getByLabel('当前密码').fill('not the password');
  await page.getByLabel('新密码').fill('long enough for it');
  await page.getByRole('button', { name: '修改密码' }).click();
  await alert('当前密码不正确。');

  await page.goto(`${product.url}/settings/lead-score`);
  await page.getByRole('button', { name: '事件规则' }).click();
  await alert('请填写此项。');

  await page.goto(`${product.url}/data/sources`);
  await page.getByRole('button', { name: '添加数据源' }).first().click();
  await page.getByRole('combobox').first().click();
  await page.getByTitle('网址上的文件').click();
  await page.getByLabel('名称', { exact: true }).fill('夜间文件');
  await page.getByRole('textbox', { name: '网址' }).fill('files.example');
  await page.getByRole('button', { name: '新建' }).click();
  await alert('请填写以 https:// 开头的网址。');

  await page.goto(`${product.url}/data/destinations`);
  await page.getByRole('button', { name: '新建目的地' }).first().click();
  await page.getByRole('textbox', { name: '地址' }).fill('http://crm.example');
  await alert('http:// 仅限内部网络的接收方');

  await page.goto(`${product.url}/profiles/${profile}`);
  await page.getByText('加入名单 老客户').waitFor();

  await page.goto(`${product.url}/journeys/names`);
  const card = (id: string) => page.locator(`[data-id="${id}"]`);
  await card('coupon').getByText('春季券').waitFor();
  await card('list').getByText('+ 老客户 − gone').waitFor();
  await page.context().close();
});

test('events, properties and traits are read, chosen and found by their display names, and sent by their own', async () => {
  const page = await signedIn();
  const added = { userId: 'may', event: 'Product Added', properties: { price: 20, shelf: 'A3' } };
  for (const body of [added, { userId: 'may', event: 'Tea Tasted' }]) {
    const authorization = `Basic ${Buffer.from(`${product.credentials.writeKey}:`).toString('base64')}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await fetch(`${product.url}/v1/track`, { method: 'POST', headers, body: JSON.stringify(body) });
    assert.equal(answer.status, 200);
  }
  const may = await eventually(async () => {
    const { items } = await api<{ items: { id: string }[] }>('GET', '/profiles?search=may');
    return items[0]?.id;
  }, 60);
  await page.goto(`${product.url}/profiles/${may}`);
  await page.getByRole('button', { name: '加入购物车' }).click();
  await page.getByText('单价', { exact: true }).waitFor();
  await page.getByText('shelf', { exact: true }).waitFor();
  await page.getByText('Tea Tasted', { exact: true }).waitFor();

  // The registry learns of an event within seconds.
  await eventually(async () => {
    const { items } = await api<{ items: { name: string }[] }>('GET', '/schema/events');
    return items.some(({ name }) => name === 'Tea Tasted') || undefined;
  }, 60);
  await page.goto(`${product.url}/data/events/Tea%20Tasted`);
  await page.getByLabel('显示名称').fill('品茶');
  await page.getByRole('button', { name: '保存并生效' }).click();
  await page.getByRole('heading', { name: '品茶 Tea Tasted' }).waitFor();
  await page.goto(`${product.url}/profiles/${may}`);
  await page.getByText('品茶', { exact: true }).waitFor();
  await page.goto(`${product.url}/data/events?search=%E5%93%81%E8%8C%B6`);
  await page.getByRole('link', { name: '品茶 Tea Tasted' }).waitFor();
  await page.goto(`${product.url}/data/events?search=%E8%B4%AD%E7%89%A9`);
  await page.getByRole('link', { name: '加入购物车 Product Added' }).waitFor();

  const condition = { type: 'all', conditions: [{ type: 'event', match: { event: '', where: [] }, frequency }] };
  await api('POST', '/segments', { id: 'tasters', name: '品茶的人', condition });
  await page.goto(`${product.url}/segments/tasters`);
  const field = page.getByRole('combobox', { name: '事件' });
  await field.fill('pincha');
  await page.getByRole('option', { name: '品茶 Tea Tasted' }).waitFor({ state: 'attached' });
  await field.press('ArrowDown');
  await field.press('Enter');
  assert.equal(await field.inputValue(), '品茶');
  const conditions = () =>
    api<{ draft: object }>('GET', '/segments/tasters').then(({ draft }) => JSON.stringify(draft));
  await eventually(async () => (await conditions()).includes('"event":"Tea Tasted"') || undefined, 60);
  // What is written by its display name means the same; what nobody has sent yet stays as it is written.
  await field.fill('加入购物车');
  await eventually(async () => (await conditions()).includes('"event":"Product Added"') || undefined, 60);
  await field.fill('Coffee Tasted');
  await page.keyboard.press('Tab');
  await eventually(async () => (await conditions()).includes('"event":"Coffee Tasted"') || undefined, 60);
  assert.equal(await field.inputValue(), 'Coffee Tasted');
  await page.context().close();
});
