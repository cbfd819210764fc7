import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { createMessageLinks, type MessageLinks } from '#channels/links/message-links.ts';
import { signLink } from '#channels/links/token.ts';
import type { ConsentStimulus, ProfileStimulus, ReceiptStimulus } from '#contracts/stimulus.ts';
import type { ProfileState } from '#core/state.ts';
import { release } from '#test/builders.ts';
import { somebody } from '#test/delivery.ts';
import { createHostedPages } from './hosted-pages.ts';

const key = Buffer.alloc(32, 1);
const settings = { publicUrl: 'https://shop.example', key, utm: false };
const minute = 60_000;

let app: FastifyInstance;
let appended: ProfileStimulus[];
let engaged: string[];
let now: number;
let broken: boolean;
const people = new Map<string, ProfileState>();
const shortLinks = new Map<string, string>();

before(async () => {
  app = Fastify();
  await app.register(
    createHostedPages({
      store: {
        readProfiles: async (_workspace, ids) =>
          new Map(ids.flatMap((id) => (people.has(id) ? [[id, JSON.stringify(people.get(id))] as const] : []))),
      },
      releases: async () => release({ settings: { name: 'Hats <& more>', optInChannels: ['sms'], language: 'en' } }),
      shortLinks: { find: async (code) => shortLinks.get(code) },
      inbox: { markEngaged: async (_lane, delivery, kind) => void engaged.push(`${delivery} ${kind}`) },
      links: settings,
      appendStimuli: async (stimuli) => {
        if (broken) throw new Error('the database is away');
        appended.push(...stimuli);
      },
      clock: () => now,
      log: { error: () => {} },
    }),
  );
});
after(() => app.close());
beforeEach(() => {
  appended = [];
  engaged = [];
  now = 100 * minute;
  broken = false;
});

function linksFor(state: ProfileState, delivery = randomUUID()): MessageLinks & { readonly delivery: string } {
  people.set(state.profile, state);
  const subject = {
    workspace: 1,
    profile: state.profile,
    delivery,
    channel: 'email',
    topic: 'offers',
    message: 'm',
  } as const;
  return { ...createMessageLinks(settings, subject), delivery };
}

const path = (url: string) => url.replace(settings.publicUrl, '');
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url: path(url), headers });

function post(url: string, form: string | undefined, type = 'application/x-www-form-urlencoded') {
  return app.inject({
    method: 'POST',
    url: path(url),
    ...(form !== undefined && { payload: form, headers: { 'content-type': type } }),
  });
}

test('the pixel answers always and records an open once a minute', async () => {
  const links = linksFor(somebody());
  const first = await get(links.open);
  assert.equal(first.headers['content-type'], 'image/gif');
  await get(links.open);
  now += minute;
  await get(links.open);
  const ids = appended.map(({ id }) => id);
  assert.equal(ids[0], `${links.delivery}:opened:100`);
  assert.deepEqual(new Set(ids).size, 2);
  assert.ok(appended.every((one) => one.type === 'receipt' && one.kind === 'opened' && one.channel === 'email'));
  assert.equal(engaged[0], `${links.delivery} opened`);

  assert.equal((await get('/o/forged')).statusCode, 200);
  assert.equal(appended.length, 3);
});

test('a click is recorded with its link and leads there', async () => {
  const links = linksFor(somebody());
  const answer = await get(links.click('https://shop.example/hüte?a=1&b=2'));
  assert.equal(answer.statusCode, 302);
  assert.equal(answer.headers.location, 'https://shop.example/h%C3%BCte?a=1&b=2');
  const [receipt] = appended as ReceiptStimulus[];
  assert.deepEqual([receipt?.kind, receipt?.link], ['clicked', 'https://shop.example/hüte?a=1&b=2']);
});

test('a look at the headers and a fetch ahead record nothing', async () => {
  const links = linksFor(somebody());
  const url = path(links.click('https://shop.example/a'));
  assert.equal((await app.inject({ method: 'HEAD', url })).statusCode, 302);
  assert.equal((await get(url, { 'sec-purpose': 'prefetch' })).statusCode, 302);
  await app.inject({ method: 'HEAD', url: path(links.open) });
  assert.deepEqual(appended, []);
});

test('no link leads where it was not signed for', async () => {
  const state = somebody();
  const links = linksFor(state);
  const token = links.click('https://shop.example/a').split('/l/')[1] ?? '';
  const claims = {
    kind: 'click',
    workspace: 1,
    profile: state.profile,
    delivery: links.delivery,
    channel: 'email',
  } as const;
  const attempts = [
    '/l/https://evil.example',
    '/l/',
    `/l/${token.slice(0, -1)}${token.endsWith('x') ? 'y' : 'x'}`,
    `/l/${token}?url=https://evil.example`.replace(token, `${token}A`),
    `/l/${signLink(Buffer.alloc(32, 9), { ...claims, detail: 'https://evil.example' })}`,
    `/l/${signLink(key, { ...claims, detail: 'javascript:alert(1)' })}`,
    `/l/${links.unsubscribe.split('/u/')[1]}`,
    `/s/${token}`,
    '/s/unknown-code',
  ];
  for (const attempt of attempts) {
    const answer = await get(attempt);
    assert.deepEqual([attempt, answer.statusCode, answer.headers.location], [attempt, 404, undefined]);
  }
  assert.deepEqual(appended, []);
});

test('short addresses lead to what they stand for', async () => {
  const links = linksFor(somebody());
  for (const url of ['https://shop.example/a', links.unsubscribe, links.preferences]) {
    const short = links.short(url);
    shortLinks.set(short.link?.code ?? '', short.link?.token ?? '');
    const { location } = (await get(short.url)).headers;
    assert.equal(location, url.startsWith('https://shop.example/a') ? url : path(url));
  }
  assert.equal(appended.length, 1);
});

test('opening the unsubscribe page changes nothing; the button and the one-click do', async () => {
  const state = somebody();
  const links = linksFor(state);
  const page = await get(links.unsubscribe);
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /Do you want Hats &#60;&#38; more&#62; to stop sending you “Offers and news” by e-mail\?/);
  await app.inject({ method: 'HEAD', url: path(links.unsubscribe) });
  assert.deepEqual(appended, []);

  const forms = [
    ['List-Unsubscribe=One-Click', 'application/x-www-form-urlencoded'],
    [
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--',
      'multipart/form-data; boundary=x',
    ],
    [undefined, undefined],
  ] as const;
  for (const [form, type] of forms) {
    appended = [];
    const done = await post(links.unsubscribe, form, type);
    assert.equal(done.statusCode, 200);
    const [consent, receipt] = appended as [ConsentStimulus, ReceiptStimulus];
    assert.equal(receipt.kind, 'unsubscribed');
    assert.deepEqual(consent.changes, [{ channel: 'email', topic: 'offers', status: 'denied' }]);
    assert.deepEqual([consent.profile, consent.source], [state.profile, 'one_click']);
    assert.match(done.body, /href="\/p\/[\w-]+"/);
  }
});

test('an unsubscribe that cannot be stored says so', async () => {
  const links = linksFor(somebody());
  broken = true;
  const answer = await post(links.unsubscribe, 'List-Unsubscribe=One-Click');
  assert.equal(answer.statusCode, 503);
  assert.match(answer.body, /Please try again in a moment/);
  assert.equal((await get(links.click('https://shop.example/a'))).statusCode, 302);
});

test('the preference page shows what holds and says only what was changed', async () => {
  const denied = { channel: 'email', topic: 'offers', status: 'denied', at: 1, source: 'one_click' } as const;
  const state = somebody({ consents: [denied] });
  const links = linksFor(state);
  const page = (await get(links.preferences)).body;
  const switches = [...page.matchAll(/name="on" value="([^"]+)"( checked)?/g)].map(
    ([, name, on]) => `${name}${on ?? ''}`,
  );
  assert.deepEqual(switches, [
    'email:offers',
    'sms:offers',
    'push:offers checked',
    'email:service checked',
    'sms:service',
    'push:service checked',
  ]);
  assert.deepEqual(appended, []);

  const shown = [...page.matchAll(/name="shown" value="([^"]+)"/g)].map(([, name]) => `shown=${name}`).join('&');
  const saved = await post(
    links.preferences,
    `${shown}&on=email:offers&on=email:service&on=push:service&on=email:unknown`,
  );
  const [consent] = appended as ConsentStimulus[];
  assert.deepEqual(consent?.changes, [
    { channel: 'email', topic: 'offers', status: 'granted', confirmed: true },
    { channel: 'push', topic: 'offers', status: 'denied' },
  ]);
  assert.equal(consent?.source, 'preference_page');
  assert.match(saved.body, /Your choice is saved/);
  assert.match(saved.body, /value="email:offers" checked/);
  assert.doesNotMatch(saved.body, /value="push:offers" checked/);
});

test('one button stops everything', async () => {
  const links = linksFor(somebody());
  const answer = await post(links.preferences, 'choice=none');
  const [consent] = appended as ConsentStimulus[];
  const whole = consent?.changes.filter(({ topic }) => topic === undefined).map(({ channel }) => channel);
  assert.deepEqual(whole, ['email', 'sms', 'push']);
  assert.ok(consent?.changes.every(({ status }) => status === 'denied'));
  assert.doesNotMatch(answer.body, /name="on"[^>]* checked/);
});

test('pages speak the language of the person, then of her browser', async () => {
  const german = linksFor(somebody());
  const taiwanese = linksFor(somebody({ locale: 'zh_TW' }));
  assert.match(
    (await get(german.preferences, { 'accept-language': 'de-DE,zh-CN;q=0.8,en;q=0.5' })).body,
    /您想接收哪些内容/,
  );
  assert.match((await get(taiwanese.preferences, { 'accept-language': 'en' })).body, /您想接收哪些內容/);
  assert.match((await get('/u/forged', { 'accept-language': 'zh-HK' })).body, /此連結無效/);
});

test('pages run no script, load nothing, keep the address to themselves and are not kept', async () => {
  const { headers, body } = await get(linksFor(somebody()).preferences);
  assert.match(
    String(headers['content-security-policy']),
    /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
  );
  assert.equal(headers['referrer-policy'], 'no-referrer');
  assert.equal(headers['cache-control'], 'no-store');
  assert.doesNotMatch(body, /<script|src=|onclick/i);
});

test('somebody who was erased has no page, and a form that is too long is refused', async () => {
  const state = somebody();
  const links = linksFor(state);
  assert.equal((await post(links.preferences, `on=${'x'.repeat(70_000)}`)).statusCode, 413);
  people.delete(state.profile);
  assert.equal((await get(links.preferences)).statusCode, 404);
  assert.equal((await post(links.unsubscribe, 'List-Unsubscribe=One-Click')).statusCode, 404);
  assert.deepEqual(appended, []);
});

test('what cannot be a short link is not looked up', async () => {
  const before = shortLinks.get;
  shortLinks.get = (code) => assert.fail(`asked for ${JSON.stringify(code)}`);
  try {
    for (const code of ['%00', 'a%20b', 'x'.repeat(200), '%F0%9F%98%80']) {
      assert.equal((await app.inject({ url: `/s/${code}` })).statusCode, 404, code);
    }
  } finally {
    shortLinks.get = before;
  }
});
