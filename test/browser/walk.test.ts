import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '#test/browser.ts';
import { type StartedProduct, startProduct } from '#test/started-product.ts';

const email = 'walk@example.com';
const minute = 60_000;

let product: StartedProduct;
let browser: Browser;
let office: BrowserContext;
let screen: Page;
const problems: string[] = [];

before(async () => {
  [product, browser] = await Promise.all([
    startProduct({ demo: true, ready: /shoppers are at work/, timeoutMilliseconds: 5 * minute }),
    launchBrowser(),
  ]);
  await withoutHoldout();
  office = await browser.newContext({ locale: 'en', viewport: { width: 1440, height: 900 } });
  screen = await office.newPage();
  screen.setDefaultTimeout(20_000);
  screen.on('pageerror', (error) => problems.push(error.message));
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

/** One person in twenty is in the holdout group and gets nothing; this walk is about the others. */
async function withoutHoldout(): Promise<void> {
  const headers = { authorization: `Bearer ${product.credentials.apiKey}`, 'content-type': 'application/json' };
  const url = `${product.url}/api/v1/settings`;
  const settings = (await (await fetch(url, { headers })).json()) as object;
  const answer = await fetch(url, { method: 'PUT', headers, body: JSON.stringify({ ...settings, holdoutShare: 0 }) });
  assert.equal(answer.status, 200, await answer.text());
}

/** A visitor of the demo's shop with a browser profile of her own, who leaves something in the basket. */
async function leaveBasket(person: BrowserContext, name?: string): Promise<Page> {
  const page = await person.newPage();
  await page.goto(`${product.url}/demo/shop`);
  if (name !== undefined) {
    await page.fill('#email', name);
    await page.click('#who button');
    await page.getByText(`The shop knows you as ${name} now.`).waitFor();
  }
  await page.locator('.tile').first().click();
  await page.getByRole('button', { name: 'Add to basket' }).click();
  await page.getByText(/^In your basket\./).waitFor();
  return page;
}

test('a shopper from the first event to the order that a message brought, seen in the product', async (context) => {
  const shopper = await browser.newContext({ locale: 'en-GB' });
  const stranger = await browser.newContext({ locale: 'en-GB' });
  let profile = '';

  await context.test('sign in with what the first start printed', async () => {
    await screen.goto(product.url);
    await screen.fill('input[name=email]', product.credentials.adminEmail);
    await screen.fill('input[name=password]', product.credentials.adminPassword);
    await screen.getByRole('button', { name: 'Sign in' }).click();
    await screen.getByRole('heading', { name: 'Home' }).waitFor();
    assert.ok(product.output().includes(product.credentials.adminPassword));
  });

  await context.test('shoppers arrive on the first screen', async () => {
    const stream = screen.getByRole('list', { name: 'Happening now' });
    await stream.getByRole('listitem').first().waitFor();
    await screen.getByText('People known').waitFor();
  });

  await context.test('two people fill a basket: one the shop knows by e-mail, one it does not know', async () => {
    await leaveBasket(shopper, email);
    await leaveBasket(stranger);
  });

  await context.test('find her, and see what she did', async () => {
    await screen.goto(`${product.url}/profiles?search=${encodeURIComponent(email)}`);
    await screen.getByRole('link', { name: /walk/ }).first().click();
    await screen.waitForURL(/\/profiles\/[0-9a-f-]{36}/);
    profile = new URL(screen.url()).pathname.split('/').at(-1) ?? '';
    await screen.getByText('Product Added').first().waitFor();
    await screen.getByText('Abandoned cart').first().waitFor();
  });

  await context.test('the abandoned-cart journey writes to her, and her page shows it without a reload', async () => {
    await screen
      .getByText(/Decided to send (First order|Cart reminder)/)
      .first()
      .waitFor({ timeout: 3 * minute })
      .catch(async (error: unknown) => {
        const [page, printed] = [await screen.locator('main').textContent(), product.output().slice(-2_000)];
        throw new Error(`Her page says:\n${page}\nThe product printed:\n${printed}`, { cause: error });
      });
    await screen
      .getByText(/Email: sent/)
      .first()
      .waitFor();
  });

  await context.test(
    'the message is in the sandbox inbox as she sees it, and its link leads back to the shop',
    async () => {
      await screen.goto(`${product.url}/inbox?search=${encodeURIComponent(email)}`);
      const item = screen.getByRole('list', { name: 'Sandbox inbox' }).getByText(/free of delivery|Still thinking/);
      await item.first().click();
      const mail = screen.frameLocator('iframe').first();
      const link = mail.getByRole('link', { name: /order|basket/i }).first();
      const address = await link.getAttribute('href');
      assert.match(address ?? '', /\/l\//, 'a signed link of our own');
      const page = await shopper.newPage();
      await page.goto(address ?? '');
      assert.match(page.url(), /\/demo\/shop/);
      await page.getByRole('button', { name: 'Buy what is in the basket' }).click();
      await page.getByText(/is placed/).waitFor();
    },
  );

  await context.test('her order and the revenue that followed the message', async () => {
    await screen.goto(`${product.url}/profiles/${profile}`);
    await screen
      .getByText(/^Ordered [1-9]/)
      .first()
      .waitFor();
    await screen
      .getByText(/^1 order/)
      .first()
      .waitFor();
    await screen.goto(`${product.url}/journeys/abandoned-cart`);
    await screen
      .getByText(/^from [1-9]\d* orders?$/)
      .first()
      .waitFor({ timeout: 30_000 });
  });

  await context.test('why the stranger got nothing', async () => {
    await screen.goto(`${product.url}/deliveries?status=held_back`);
    await screen
      .getByText('No address')
      .first()
      .waitFor({ timeout: 2 * minute });
  });

  assert.deepEqual(problems, []);
});
