import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Journey } from '#contracts/api/journey.ts';
import type { JourneyTemplate } from '#contracts/api/journey-template.ts';
import type { Message } from '#contracts/api/message.ts';
import { languages } from '#contracts/topic.ts';
import { startTestServer, type TestServer } from '#test/server.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.close());

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await server.api(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as T;
}

type Drafted = { readonly id: string; readonly status: string; readonly problems: readonly unknown[] };

async function drafts(noun: 'segments' | 'messages'): Promise<Drafted[]> {
  const { items } = await call<{ items: Drafted[] }>('GET', `/${noun}?limit=200`);
  const open = items.filter(({ status }) => status === 'draft');
  return Promise.all(open.map(({ id }) => call<Drafted>('GET', `/${noun}/${id}`)));
}

const use = (template: string, language: string) =>
  call<Journey>('POST', `/journey-templates/${template}/use`, { language, shop: 'https://shop.example/start' });

test('each ready journey passes the checks of publishing, with the messages and segments that came along', async () => {
  const { items } = await call<{ items: JourneyTemplate[] }>('GET', '/journey-templates');
  assert.ok(items.length >= 12);
  for (const { id } of items) {
    const made = await use(id, 'en');
    assert.equal(made.status, 'draft');
    for (const noun of ['segments', 'messages'] as const)
      for (const draft of await drafts(noun)) await call('POST', `/${noun}/${draft.id}/publish`);
    const published = await call<Journey>('POST', `/journeys/${made.id}/publish`);
    assert.deepEqual(published.problems, [], id);
    assert.equal(published.status, 'published');
  }
});

test('in every language the journeys lack nothing but that their messages and segments are published', async () => {
  const { items } = await call<{ items: JourneyTemplate[] }>('GET', '/journey-templates');
  for (const language of languages) {
    for (const { id } of items) {
      const { problems } = await use(id, language);
      const others = problems.filter(({ code }) => code !== 'unknown_message' && code !== 'unknown_segment');
      assert.deepEqual(others, [], `${id} ${language}`);
    }
  }
  for (const noun of ['segments', 'messages'] as const)
    for (const { id, problems } of await drafts(noun)) assert.deepEqual(problems, [], id);
});

test('a segment that comes along asks what it says, and the journey asks for it', async () => {
  const segment = await call<{ draft: object }>('GET', '/segments/quiet-customers');
  assert.partialDeepStrictEqual(segment.draft, { condition: { type: 'all', conditions: [{}, { type: 'event' }] } });
  const journey = await call<Journey>('GET', '/journeys/win-back');
  assert.partialDeepStrictEqual(journey.draft.nodes[0], { trigger: { segment: 'quiet-customers' } });
});

test('each message holds every language in every channel, and no place that was not filled is left', async () => {
  const { items } = await call<{ items: { id: string }[] }>('GET', '/messages?limit=200');
  const drafts = await Promise.all(items.map(({ id }) => call<Message>('GET', `/messages/${id}`)));
  for (const { draft } of drafts) {
    const { language = 'en', translations = {}, ...rest } = draft;
    assert.deepEqual([language, ...Object.keys(translations)].sort(), [...languages].sort(), draft.id);
    for (const translated of Object.values(translations))
      assert.deepEqual(Object.keys(translated), Object.keys(draft.variants), draft.id);
    const text = JSON.stringify([rest, ...Object.values(translations)]);
    assert.doesNotMatch(text, /\{\{ shop|default: shop|"zh-Hans":|undefined/);
  }
});

test('what is not in the gallery is not found', async () => {
  const { status } = await server.api('POST', '/journey-templates/none/use', {
    language: 'en',
    shop: 'https://shop.example',
  });
  assert.equal(status, 404);
});
