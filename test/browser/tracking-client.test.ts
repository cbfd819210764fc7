import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium } from 'playwright-core';
import { build } from 'vite';
import { startTestServer, type TestServer } from '#test/server.ts';

let server: TestServer;
let browser: Browser;
let shop: Server;
let shopUrl: string;
let directory: string;

/** A shop on another origin, whose page loads Segment's public browser client and only changes the host. */
before(async () => {
  server = await startTestServer();
  directory = await mkdtemp(join(tmpdir(), 'throughline-shop-'));
  await writeFile(join(directory, 'page.js'), page(server.url, server.credentials.writeKey));
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: join(directory, 'out'),
      rollupOptions: { input: join(directory, 'page.js'), output: { entryFileNames: 'page.js' } },
    },
    resolve: {
      alias: { '@segment/analytics-next': import.meta.resolve('@segment/analytics-next').replace('file://', '') },
    },
  });
  shop = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://shop').pathname;
    if (path === '/') {
      response
        .setHeader('content-type', 'text/html')
        .end('<title>Shop</title><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>');
      return;
    }
    readFile(join(directory, 'out', path)).then(
      (body) => response.setHeader('content-type', 'text/javascript').end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
});

after(async () => {
  await browser?.close();
  shop?.closeAllConnections();
  shop?.close();
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

function page(url: string, writeKey: string): string {
  return `
    import { AnalyticsBrowser } from '@segment/analytics-next';
    const load = (options) => AnalyticsBrowser.load({ writeKey: '${writeKey}', cdnURL: '${url}' }, options);
    window.single = load();
    window.batched = (strategy) => load({ integrations: { 'Segment.io': { deliveryStrategy: { strategy: 'batching', config: strategy } } } });
  `;
}

async function eventually(count: number): Promise<void> {
  for (let waited = 0; server.events.length < count && waited < 10_000; waited += 50) await sleep(50);
  assert.equal(server.events.length, count);
}

test('the public browser client works by changing the host: one call at a time', async () => {
  const tab = await browser.newPage();
  const problems: string[] = [];
  tab.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await tab.goto(`${shopUrl}/?utm_source=mail&utm_medium=email`);
  await tab.evaluate(`(async () => {
    await single.page('Home');
    await single.identify('ann', { email: 'Ann@Example.com' });
    await single.track('Product Added', { price: 9.5 });
    await single.group('acme', { seats: 3 });
    await single.alias('ann-2', 'ann');
  })()`);
  await eventually(5);
  const [home, identify, added, group, alias] = server.events;
  assert.equal(home?.identities[0]?.kind, 'anonymousId');
  assert.partialDeepStrictEqual(home, {
    context: { url: `${shopUrl}/?utm_source=mail&utm_medium=email`, campaign: { source: 'mail', medium: 'email' } },
    content: { type: 'track', name: 'Page Viewed', properties: { name: 'Home', title: 'Shop' } },
  });
  assert.ok(home?.context.locale && home.context.userAgent);
  assert.partialDeepStrictEqual(identify?.identities.slice(0, 2), [
    { kind: 'userId', value: 'ann' },
    { kind: 'email', value: 'ann@example.com' },
  ]);
  assert.deepEqual(identify?.identities.at(-1), home?.identities[0], 'the same visitor before and after she signed in');
  assert.partialDeepStrictEqual(added?.content, { type: 'track', name: 'Product Added', properties: { price: 9.5 } });
  assert.partialDeepStrictEqual(group?.content, {
    type: 'track',
    name: 'Group',
    group: 'acme',
    properties: { seats: 3 },
  });
  assert.deepEqual(alias?.previous, { kind: 'userId', value: 'ann' });
  assert.ok(server.events.every(({ at, receivedAt }) => at <= receivedAt && receivedAt - at < 60_000));
  assert.deepEqual(problems, []);
  await tab.close();
});

test('in batches, and what waits is sent when the page is left', async () => {
  server.events.length = 0;
  const tab = await browser.newPage();
  await tab.goto(shopUrl);
  await tab.evaluate(`(async () => {
    const client = batched({ size: 3, timeout: 60_000, keepalive: true });
    for (const name of ['One', 'Two', 'Three', 'Four']) await client.track(name);
  })()`);
  await eventually(3);
  await tab.goto('about:blank');
  await eventually(4);
  const names = server.events.map(({ content }) => (content.type === 'track' ? content.name : ''));
  assert.deepEqual(names.sort(), ['Four', 'One', 'Three', 'Two']);
  await tab.close();
});
