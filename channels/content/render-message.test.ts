import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import type { Channel } from '#contracts/channel.ts';
import { type MessageVariants, messageDefinition } from '#contracts/message.ts';
import { createMessageLinks, previewLinks } from '../links/message-links.ts';
import { readLink } from '../links/token.ts';
import type { RenderedContent } from '../port.ts';
import { type RenderContext, renderMessage } from './render-message.ts';

const key = Buffer.alloc(32, 1);
const subject = {
  workspace: 1,
  profile: '0190a6e0-0000-7000-8000-000000000001',
  delivery: '0190a6e0-0000-8000-8000-000000000002',
  channel: 'email',
  topic: 'offers',
  message: 'basket',
} as const;
const links = createMessageLinks({ publicUrl: 'https://mail.shop.example', key, utm: false }, subject);

function context(more: Partial<RenderContext> = {}): RenderContext {
  return {
    person: {
      profile: subject.profile,
      traits: { firstName: 'Zoë', points: 1234.5 },
      identities: [{ kind: 'email', value: 'zoe@example.com' }],
    },
    trigger: { event: 'Product Added', properties: { name: 'Red hat', price: 1299.5, at: '2026-05-03T13:05:00Z' } },
    settings: { name: 'Shop & Co', language: 'en', currency: 'GBP', timeZone: 'Europe/London' },
    links,
    ...more,
  };
}

type Purpose = 'marketing' | 'transactional';

function render(
  variants: Partial<MessageVariants>,
  channel: Channel,
  more: Partial<RenderContext> = {},
  purpose: Purpose = 'transactional',
) {
  const definition = messageDefinition.parse({ id: 'basket', name: 'Basket', purpose, topic: 'offers', variants });
  return renderMessage(definition, channel, context(more));
}

function email(html: string, more: Partial<RenderContext> = {}, purpose: Purpose = 'transactional', rest: object = {}) {
  const variant = { subject: 'x', preheader: '', text: '', html, ...rest };
  const rendering = render({ email: variant }, 'email', more, purpose);
  assert.ok(rendering.ok, JSON.stringify(rendering));
  return rendering.content as RenderedContent & { channel: 'email' };
}

function sms(text: string, more: Partial<RenderContext> = {}) {
  const rendering = render({ sms: { text } }, 'sms', more);
  assert.ok(rendering.ok, JSON.stringify(rendering));
  return { text: (rendering.content as RenderedContent & { channel: 'sms' }).text, shortLinks: rendering.shortLinks };
}

function problemOf(text: string) {
  const rendering = render({ sms: { text } }, 'sms');
  assert.ok(!rendering.ok, 'rendered, although it should not');
  return rendering.problem;
}

test('what has no size has none, whatever fields it has; lists have as many as they hold', () => {
  const properties = { name: 'Red hat', products: [{ sku: 'a' }, { sku: 'b', size: 'M' }], item: { sku: 'a' } };
  const shown = sms(
    '{{ event.size }}{{ event.item.size }}{{ person.size | default: "none" }} {{ event.products.size }} {% for one in event.products %}{{ one.size }}{% endfor %}',
    { trigger: { event: 'Product Added', properties } },
  );
  assert.match(shown.text, /^none 2 M/);
});

test('person, event, workspace and links are there; what is unknown is nothing', () => {
  const { text } = sms(
    '{{ person.firstName }} {{ person.email }} {{ event.name }} {{ event_name }} {{ workspace.name }} {{ workspace.currency }}|{{ nobody.knows.this }}|{{ person.constructor }}|{{ event.__proto__ }}|',
  );
  assert.equal(text, 'Zoë zoe@example.com Red hat Product Added Shop & Co GBP||||');
});

test('the address given last is the one that is shown', () => {
  const identities = [
    { kind: 'email', value: 'old@example.com' },
    { kind: 'email', value: 'new@example.com' },
  ] as const;
  const { text } = sms('{{ person.email }}', { person: { profile: subject.profile, traits: {}, identities } });
  assert.equal(text, 'new@example.com');
});

test('money and dates are in the language and time zone of the person, else of the workspace', () => {
  const template = '{{ event.price | money: "EUR" }} {{ event.at | local_date }} {{ event.at | local_time }}';
  const inLocale = (locale: string, timeZone: string) =>
    sms(template, { person: { profile: subject.profile, traits: {}, identities: [], locale, timeZone } }).text;
  const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
  assert.equal(plain(inLocale('de-DE', 'Europe/Berlin')), '1.299,50 € 3. Mai 2026 15:05');
  assert.equal(plain(inLocale('zh_CN', 'Asia/Shanghai')), '€1,299.50 2026年5月3日 21:05');
  assert.equal(plain(inLocale('zh-Hant-TW', 'Asia/Taipei')), '€1,299.50 2026年5月3日 晚上9:05');
  assert.equal(plain(inLocale('no such locale', 'Nowhere/Land')), '€1,299.50 May 3, 2026 2:05 PM');
  assert.equal(
    sms('{{ "soon" | local_date }} {{ "many" | money: "EUR" }} {{ 5 | money: "euros" }}').text,
    'soon many 5',
  );
});

test('values are escaped in HTML, not in text, and inside the quotes of JSON', () => {
  const trigger = { event: 'x', properties: { name: '<b>"R&D"</b>\n\\' } };
  assert.match(email('<p>{{ event.name }}</p>', { trigger }).html, /<p>&lt;b&gt;&#34;R&amp;D&#34;&lt;\/b&gt;/);
  assert.match(email('<p>{{ event.name | raw }}</p>', { trigger }).html, /<p><b>"R&D"<\/b>/);
  assert.equal(sms('{{ event.name }}', { trigger }).text, '<b>"R&D"</b>\n\\');
  const rendering = render({ webhook: { body: '{"name":"{{ event.name }}","all":{{ event | json }}}' } }, 'webhook', {
    trigger,
  });
  assert.ok(rendering.ok && rendering.content.channel === 'webhook');
  assert.deepEqual(JSON.parse(rendering.content.body), { name: trigger.properties.name, all: trigger.properties });
});

test('no value of a person or an event can bring an element or attribute into a mail', () => {
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '"><script>alert(1)</script>',
      "' onmouseover='x",
      '</a><img src=x onerror=1>',
      'javascript:alert(1)',
      '&lt;b&gt;',
      '{{ person.email }}',
    ),
  );
  fc.assert(
    fc.property(value, (name) => {
      const { html } = email('<p title="{{ event.name }}">{{ event.name }}</p><a href="{{ event.name }}">x</a>', {
        trigger: { event: 'x', properties: { name } },
        links: previewLinks('https://mail.shop.example'),
      });
      const seen: string[] = [];
      new Parser({
        onopentag: (tag, attributes) => void seen.push(`${tag} ${Object.keys(attributes).sort().join()}`),
      }).end(html);
      assert.deepEqual(seen, ['p title', 'a href']);
      const href = /<a href="([^"]*)"/.exec(html)?.[1] ?? '';
      assert.doesNotMatch(href.replace(/\s/g, ''), /^javascript:/i);
    }),
  );
});

test('a webhook body stays JSON whatever the values are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const trigger = { event: 'x', properties: { name } };
      const rendering = render({ webhook: { body: '{"name":"{{ event.name }}"}' } }, 'webhook', { trigger });
      assert.ok(rendering.ok && rendering.content.channel === 'webhook');
      assert.deepEqual(JSON.parse(rendering.content.body), { name });
    }),
  );
  const broken = render({ webhook: { body: '{"name":{{ event.name }}}' } }, 'webhook');
  assert.ok(!broken.ok && broken.problem.field === 'body');
});

test('a subject is one line', () => {
  const rest = { subject: 'Hello {{ event.name }}' };
  const trigger = { event: 'x', properties: { name: 'a\r\nBcc: all@example.com\n\tb' } };
  assert.equal(email('<p>x</p>', { trigger }, 'transactional', rest).subject, 'Hello a Bcc: all@example.com b');
});

test('links count clicks; mail addresses, anchors and our own pages are left alone', () => {
  const { html } = email(
    `<a href="https://shop.example/a?b=1&amp;c=2">1</a> <A HREF='http://shop.example/"x"'>2</A> <a class=x href=https://shop.example/3>3</a>
     <a href="mailto:a@b.example">m</a> <a href="#top">t</a> <a href="{{ links.unsubscribe }}">u</a> <a href="/relative">r</a>
     <a href=" java&#10;script:alert(1)">j</a> <a href>n</a> <link href="https://fonts.example/x.css"> <img src="https://img.example/x.png">
     <!-- <a href="https://comment.example">c</a> -->`,
    {},
    'marketing',
  );
  const targets = [...html.matchAll(/https:\/\/mail\.shop\.example\/l\/([\w-]+)/g)].map(
    ([, token]) => readLink(key, token ?? '')?.detail,
  );
  assert.deepEqual(targets, ['https://shop.example/a?b=1&c=2', 'http://shop.example/"x"', 'https://shop.example/3']);
  for (const kept of [
    'mailto:a@b.example',
    '"#top"',
    '"/relative"',
    'https://fonts.example/x.css',
    'https://img.example/x.png',
    'https://comment.example',
    '<a href>n',
  ]) {
    assert.ok(html.includes(kept), kept);
  }
  assert.ok(html.includes(`<a href="${links.unsubscribe}">u`));
  assert.ok(html.includes('<a href="#">j'));
  assert.equal(html.split(links.unsubscribe).length, 2, 'no second way to unsubscribe is added');
});

test('campaign parameters are added where there are none, and only when they are wanted', () => {
  const tagged = createMessageLinks({ publicUrl: 'https://mail.shop.example', key, utm: true }, subject);
  const target = (url: string) => readLink(key, tagged.click(url).split('/l/')[1] ?? '')?.detail;
  assert.equal(
    target('https://shop.example/a?x=1#y'),
    'https://shop.example/a?x=1&utm_source=throughline&utm_medium=email&utm_campaign=basket#y',
  );
  assert.equal(
    target('https://shop.example/?utm_source=own&utm_medium=own&utm_campaign=own'),
    'https://shop.example/?utm_source=own&utm_medium=own&utm_campaign=own',
  );
});

test('a marketing mail without a way to unsubscribe gets one, in the body and in the text', () => {
  const page = email('<html><body><p>Offer</p></body></html>', {}, 'marketing');
  assert.match(
    page.html,
    /<p>Offer<\/p><p style[^>]*>Shop &amp; Co · <a href="[^"]*\/u\/[^"]*"[^>]*>Unsubscribe<\/a>.*<img[^>]*><\/body>/s,
  );
  assert.ok(page.text.includes(links.unsubscribe));
  const chinese = { settings: { ...context().settings, language: 'zh-Hans' } } as const;
  assert.match(email('<p>优惠</p>', chinese, 'marketing').html, /退订/);
  assert.doesNotMatch(email('<p>Your order</p>').html, /Unsubscribe/);
});

test('preheader and pixel stand inside the body; the preview has no pixel', () => {
  const rest = { preheader: 'For {{ person.firstName }} & friends' };
  const { html, preheader } = email('<html><body class="a"><p>x</p></body></html>', {}, 'transactional', rest);
  assert.match(
    html,
    /<body class="a"><div style="display:none[^>]*>For Zoë & friends.*<\/div><p>x<\/p><img src="[^"]*\/o\//s,
  );
  assert.equal(preheader, 'For Zoë & friends');
  assert.doesNotMatch(email('<p>x</p>', { links: previewLinks('https://mail.shop.example') }).html, /<img/);
});

test('the plain-text part reads like the mail, and a written one is kept', () => {
  const { text } = email(
    `<html><head><title>T</title><style>p{}</style></head><body><h1>Hello</h1><p>One<br>two &amp; <b>three</b></p>
     <ul><li>first</li><li>second</li></ul><table><tr><td>Hat</td><td>£5</td></tr></table><img alt="A hat" src="x"><a href="mailto:a@b.example">Write</a></body></html>`,
  );
  assert.equal(text, 'Hello\n\nOne\ntwo & three\n\n- first\n- second\n\nHat £5\n\nA hat Write (a@b.example)');
  const own = email('<p>x</p>', {}, 'transactional', {
    text: 'See https://shop.example/a. Bye {{ person.firstName }}',
  });
  assert.match(own.text, /^See https:\/\/mail\.shop\.example\/l\/[\w-]+\. Bye Zoë$/);
});

test('addresses in a text message become short and keep the punctuation around them', () => {
  const { text, shortLinks } = sms('Go (https://shop.example/a), or 看https://shop.example/b。{{ links.unsubscribe }}');
  assert.match(
    text,
    /^Go \(https:\/\/mail\.shop\.example\/s\/[\w-]{11}\), or 看https:\/\/mail\.shop\.example\/s\/[\w-]{11}。https:\/\/mail\.shop\.example\/s\/[\w-]{11}$/,
  );
  assert.deepEqual(
    shortLinks.map(({ token }) => readLink(key, token)?.kind),
    ['click', 'click', 'unsubscribe'],
  );
  const again = sms('Go (https://shop.example/a), or 看https://shop.example/b。{{ links.unsubscribe }}');
  assert.deepEqual(again.shortLinks, shortLinks, 'a repeat makes the same codes');
});

const evil = 'https://evil.example/win';
const chosenBySender = { event: 'x', properties: { url: evil, host: 'evil.example', path: '.evil.example/' } };
const clickTarget = (token: string | undefined) => readLink(key, token ?? '')?.detail;

test('an address that a sender of events has chosen is not counted, let alone signed', () => {
  const html =
    '<a href="{{ event.url }}">1</a> <a href="https://{{ event.host }}/">2</a> <a href="https://shop.example{{ event.path }}">3</a> <a href="https://shop.example@{{ event.host }}/">4</a>';
  const text = 'See {{ event.url }} or https://shop.example{{ event.path }} or https://shop.example/a';
  const mail = email(html, { trigger: chosenBySender }, 'transactional', { text });
  assert.doesNotMatch(mail.html, /\/l\//);
  assert.ok(mail.html.includes(`<a href="${evil}">1`));
  assert.match(
    mail.text,
    /^See https:\/\/evil\.example\/win or https:\/\/shop\.example\.evil\.example\/ or https:\/\/mail\.shop/,
  );
  const { text: short, shortLinks } = sms(text, { trigger: chosenBySender });
  assert.match(short, /^See https:\/\/evil\.example\/win or .* or https:\/\/mail\.shop\.example\/s\//);
  assert.deepEqual(
    shortLinks.map(({ token }) => clickTarget(token)),
    ['https://shop.example/a'],
  );
  const push = render({ push: { title: 'x', body: 'x', url: '{{ event.url }}' } }, 'push', { trigger: chosenBySender });
  assert.ok(push.ok && push.content.channel === 'push');
  assert.equal(push.content.url, evil);
});

test('addresses of the product, of the template and of the hosts in the settings are counted', () => {
  const trusted = (url: string, linkHosts: string[] = []) => {
    const trigger = { event: 'x', properties: { url } };
    const settings = { ...context().settings, linkHosts };
    return email('<a href="{{ event.url }}">x</a>', { trigger, settings }, 'transactional', {
      text: 'https://Shop.Example./{{ event.url }}',
    }).html.includes('/l/');
  };
  assert.ok(trusted('https://mail.shop.example:8443/hats'));
  assert.ok(trusted('https://shop.example/hats'));
  assert.ok(!trusted('https://www.shop.example/hats'));
  assert.ok(trusted('https://brand.example/', ['brand.example']));
  assert.ok(trusted('https://www.Brand.example/', ['brand.example']));
  assert.ok(!trusted('https://notbrand.example/', ['brand.example']));
  assert.ok(!trusted('https://brand.example.evil.example/', ['brand.example']));
  assert.ok(!trusted('https://brand.example@evil.example/', ['brand.example']));
  assert.ok(!trusted('https://evil.example\\@brand.example/', ['brand.example']));
});

test('what is wrong with a template is said with field and line', () => {
  assert.equal(problemOf('fine\n{{ person.name').line, 2);
  assert.equal(problemOf('fine\nfine\n{% if x %}').line, 3);
  const unknown = problemOf('{{ person.name | shout }}');
  assert.equal(unknown.field, 'text');
  assert.match(unknown.message, /shout/);
  assert.match(problemOf('{% include "secret" %}').message, /secret|ENOENT|not found/i);
  assert.match(problemOf('{% render "/etc/passwd" %}').message, /passwd/);
});

const bombs: readonly (readonly [name: string, template: string])[] = [
  ['a loop without end in sight', '{% for i in (1..1000000000) %}x{% endfor %}'],
  [
    'loops in loops',
    '{% for a in (1..1000) %}{% for b in (1..1000) %}{% for c in (1..1000) %}x{% endfor %}{% endfor %}{% endfor %}',
  ],
  ['doubling', `{% assign s = "xxxxxxxxxxxxxxxx" %}${'{% assign s = s | append: s %}'.repeat(40)}{{ s }}`],
  [
    'doubling by capture',
    `{% assign s = "xxxxxxxxxxxxxxxx" %}${'{% capture s %}{{ s }}{{ s }}{% endcapture %}'.repeat(40)}{{ s }}`,
  ],
  [
    'replacing',
    `{% assign s = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" %}${'{% assign s = s | replace: "x", s %}'.repeat(6)}{{ s }}`,
  ],
  ['a long result', `{% for i in (1..20000) %}${'y'.repeat(200)}{% endfor %}`],
  [
    'splitting and joining',
    `{% assign s = "a,b,c,d,e,f,g,h" %}${'{% assign s = s | split: "," | join: s %}'.repeat(20)}{{ s }}`,
  ],
];
for (const [name, template] of bombs) {
  test(`${name} is stopped in time`, () => {
    const began = performance.now();
    for (const channel of ['sms', 'email'] as const) {
      const variants = { sms: { text: template }, email: { subject: 'x', preheader: '', text: '', html: template } };
      const rendering = render(variants, channel);
      assert.equal(rendering.ok, false);
    }
    const milliseconds = performance.now() - began;
    assert.ok(milliseconds < 2_000, `${Math.round(milliseconds)} ms`);
  });
}

test('what a customer sends cannot make a filter slow', () => {
  const trigger = { event: 'x', properties: { name: '<script'.repeat(4_000) } };
  const began = performance.now();
  sms('{{ event.name | strip_html | truncate: 10 }}', { trigger });
  email('<p>{{ event.name | strip_html | escape }}</p>', { trigger });
  assert.ok(performance.now() - began < 500);
});
