import assert from 'node:assert/strict';
import test from 'node:test';
import { renderMessage } from '#channels/content/render-message.ts';
import { createMessageLinks } from '#channels/links/message-links.ts';
import { channels } from '#contracts/channel.ts';
import { checkJourney } from '#contracts/journey/graph.ts';
import { journeyDefinition } from '#contracts/journey.ts';
import { messageDefinition } from '#contracts/message.ts';
import { segmentDefinition } from '#contracts/segment.ts';
import { defaultSettings } from '#contracts/settings.ts';
import { demoJourneys, lastJourney } from './journeys.ts';
import { demoMessages } from './messages.ts';
import { demoSegments } from './segments.ts';

const shopUrl = 'https://shop.example.com';
const messages = demoMessages(shopUrl).map((message) => messageDefinition.parse(message));
/** Each message in each of its languages. */
const written = messages.flatMap((message) => [
  message,
  ...Object.values(message.translations ?? {}).map((variants) => ({ ...message, variants, translations: {} })),
]);
const journeys = [...demoJourneys, lastJourney].map((journey) => journeyDefinition.parse({ ...journey, version: 1 }));
const segments = demoSegments.map((segment) => segmentDefinition.parse(segment));

test('every journey may be published', () => {
  for (const journey of journeys) assert.deepEqual(checkJourney(journey, { messages, segments }), []);
});

test('every message is sent by a journey and has a topic of the settings', () => {
  const sent = new Set(
    journeys.flatMap(({ nodes }) => nodes.flatMap((node) => (node.kind === 'message' ? [node.message] : []))),
  );
  assert.deepEqual(sent, new Set(messages.map(({ id }) => id)));
  for (const { topic } of messages) assert.ok(defaultSettings.topics.some(({ id }) => id === topic));
});

const links = createMessageLinks(
  { publicUrl: 'https://links.example.com', key: new Uint8Array(32), utm: false },
  {
    workspace: 1,
    profile: '0199f3c0-0000-7000-8000-000000000001',
    delivery: '0199f3c0-0000-7000-8000-000000000002',
    channel: 'email',
    topic: 'offers',
    message: 'm',
  },
);

const product = { product_id: '22423', name: 'Regency <cakestand>', price: 12.75, quantity: 2 };
const triggers = [
  {
    event: 'Product Added',
    properties: { ...product, url: 'https://shop.example.com/products/22423', currency: 'GBP' },
  },
  { event: 'Order Completed', properties: { order_id: 'W1', total: 25.5, currency: 'GBP', products: [product] } },
  { event: 'Segment Entered', properties: { segment: 'lapsed-customers' } },
];

test('every variant renders for every kind of trigger, with links and nothing left of the template', () => {
  for (const message of written) {
    for (const channel of channels.filter((name) => message.variants[name] !== undefined)) {
      for (const trigger of triggers) {
        const rendering = renderMessage(message, channel, {
          person: {
            profile: 'p',
            traits: { name: 'Customer 12345' },
            identities: [{ kind: 'userId', value: '12345' }],
          },
          trigger,
          settings: { ...defaultSettings, name: 'Online Retail' },
          links,
        });
        assert.ok(rendering.ok, rendering.ok ? '' : `${message.id} ${channel}: ${rendering.problem.message}`);
        const text = JSON.stringify(rendering.content);
        assert.doesNotMatch(text, /\{\{|\{%|undefined|NaN|\[object/, `${message.id} ${channel}`);
        assert.match(text, /links\.example\.com\/[ls]\//, `${message.id} ${channel}`);
        if (channel === 'email' && message.purpose === 'marketing') assert.match(text, /links\.example\.com\/u\//);
      }
    }
  }
});

test('what a customer sent is escaped in the mail', () => {
  const [reminder] = messages;
  assert.ok(reminder);
  const [trigger] = triggers;
  assert.ok(trigger);
  const rendering = renderMessage(reminder, 'email', {
    person: { profile: 'p', traits: {}, identities: [] },
    trigger,
    settings: defaultSettings,
    links,
  });
  assert.ok(rendering.ok && rendering.content.channel === 'email');
  assert.match(rendering.content.html, /Regency &lt;cakestand&gt;/);
  assert.match(rendering.content.html, /2 &times; £12\.75/);
});

test('no message leads to an address that a sender of events has chosen', () => {
  const evil = 'https://evil.example';
  const properties = { ...product, product_id: '../../x?y=z#', url: `${evil}/a`, name: 'Hat', order_id: `${evil}/b` };
  for (const message of written) {
    for (const channel of channels.filter((name) => message.variants[name] !== undefined)) {
      const targets: string[] = [];
      const note = (url: string) => {
        targets.push(url);
        return url;
      };
      const rendering = renderMessage(message, channel, {
        person: { profile: 'p', traits: {}, identities: [] },
        trigger: { event: 'Product Added', properties },
        settings: defaultSettings,
        links: { ...links, click: note, short: (url) => ({ url: note(url) }) },
      });
      assert.ok(rendering.ok);
      const own = [shopUrl, links.unsubscribe, links.preferences];
      for (const target of targets)
        assert.ok(
          own.some((start) => target.startsWith(start)),
          `${message.id}: ${target}`,
        );
      assert.ok(!targets.some((target) => target.includes('../')), message.id);
    }
  }
});
