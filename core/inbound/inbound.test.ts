import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type InboundMatch, inboundEvent } from '#contracts/inbound/inbound.ts';
import { defaultInboundSettings } from '#contracts/inbound/inbound-settings.ts';
import type { JourneyNode } from '#contracts/journey.ts';
import { message } from '#test/builders.ts';
import { exitNode, messageNode, triggerNode, waitNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';
import type { CompiledRelease } from '../release.ts';
import { foldText } from './fold.ts';
import { findKeyword } from './keyword.ts';
import { matchInbound } from './match.ts';

const minute = 60_000;
const says = (is: 'keyword' | 'contains', ...words: string[]): InboundMatch => ({ channels: [], text: { is, words } });
const found = (match: InboundMatch, text: string) => matchInbound(match, { channel: 'sms', text })?.keyword;

/** A letter or digit of the Latin script as it may be typed: small, large, or as wide as a Chinese character. */
const typed = (character: string) =>
  fc.constantFrom(
    character.toLowerCase(),
    character.toUpperCase(),
    String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0),
  );
const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const asTyped = word.chain((wanted) =>
  fc
    .tuple(fc.constant(wanted), ...[...wanted].map(typed))
    .map(([of, ...characters]) => [of, characters.join('')] as const),
);
const around = fc.stringMatching(/^[ \t\u3000.!?,。！？、"“”()（）🙂-]{0,4}$/u);

test('case, width and what stands around a word make no difference', () => {
  fc.assert(
    fc.property(asTyped, around, around, ([wanted, text], before, after) => {
      assert.equal(found(says('keyword', wanted), before + text + after), wanted);
      assert.equal(found(says('contains', wanted), before + text + after), wanted);
      const rule = { action: 'opt_out', language: 'en', channels: ['sms'], words: [wanted] } as const;
      const settings = {
        ...defaultInboundSettings,
        keywords: [{ ...rule, channels: ['sms' as const], words: [wanted] }],
      };
      assert.equal(findKeyword(settings, 'sms', before + text + after)?.action, 'opt_out');
      assert.equal(findKeyword(settings, 'email', before + text + after), undefined);
    }),
  );
});

test('folding is done once, and a keyword is found wherever it is contained as a word', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => assert.equal(foldText(foldText(text)), foldText(text))),
  );
  fc.assert(
    fc.property(word, word, fc.constantFrom(' ', ', ', '\n', '。', '/'), (one, other, gap) => {
      assert.equal(found(says('keyword', other), one + gap + other) === other, true);
      if (!one.includes(other))
        assert.equal(found(says('keyword', other), `${other}${one}`), one === '' ? other : undefined);
    }),
  );
});

test('Chinese words stand for themselves between signs and other scripts, and are contained anywhere', () => {
  for (const text of ['订阅', '订阅！', '我 订阅 ok', 'ok订阅', '「订阅」']) {
    assert.equal(found(says('keyword', '订阅'), text), '订阅', text);
  }
  assert.equal(found(says('keyword', '订阅'), '我要订阅'), undefined);
  assert.equal(found(says('contains', '订阅'), '我要订阅'), '订阅');
  // As typed: the traditional form is another word.
  assert.equal(found(says('contains', '订阅'), '訂閱'), undefined);
  assert.equal(found(says('keyword', '券'), 'Ｌ码，券'), '券');
});

test('a word of the workspace is the whole of the message', () => {
  const action = (text: string, channel: 'sms' | 'email' = 'sms') =>
    findKeyword(defaultInboundSettings, channel, text)?.action;
  for (const text of ['STOP', 'stop.', ' Stop! ', 'ＳＴＯＰ', 'T', 'td', '退订', '“退訂”', '取消']) {
    assert.equal(action(text), 'opt_out', text);
  }
  for (const text of ['stop please', 'non-stop', '不要取消', 'yes', '', '???'])
    assert.equal(action(text), undefined, text);
  assert.equal(action('start'), 'opt_in');
  assert.equal(action('帮助'), 'help');
  // Of one letter, a mail says little.
  assert.equal(action('T', 'email'), undefined);
});

const sms = message('text', { on: ['sms'] });
const anyOf = (...channels: InboundMatch['channels']): InboundMatch => ({ channels, text: { is: 'any' } });
const inbound = (match: InboundMatch) => ({ type: 'inbound', match }) as const;

function writing(compiled: CompiledRelease) {
  const one = story(compiled);
  let number = 0;
  const write = (text: string, more: { readonly delivery?: string; readonly channel?: 'sms' | 'email' } = {}) => {
    number += 1;
    const { channel = 'sms', delivery } = more;
    const origin = { channel, ...(delivery !== undefined && { delivery }) };
    const properties = { channel, text, from: '+447700900123', provider: 'sandbox' };
    return one.apply({ type: 'track', id: `m${number}`, name: inboundEvent, properties, inbound: origin });
  };
  return { ...one, write };
}

test('a keyword lets her in, and its text and word go with the run', () => {
  const compiled = on([triggerNode(inbound(says('keyword', 'JOIN', '加入')), 'w'), waitNode('w', 60, null)]);
  const one = writing(compiled);
  assert.deepEqual(one.steps(one.write('hello')), []);
  assert.ok(one.steps(one.write('Join, please')).includes('start entered'));
  const { event, properties } = one.state().runs[0]?.trigger ?? assert.fail();
  assert.deepEqual(
    [event, properties.text, properties.keyword, properties.channel],
    [inboundEvent, 'Join, please', 'JOIN', 'sms'],
  );
  const others = writing(on([triggerNode(inbound({ ...says('keyword', 'JOIN'), channels: ['email'] }), null)]));
  assert.deepEqual(others.steps(others.write('JOIN')), []);
});

test('an event of that name that no channel brought is none', () => {
  const one = story(on([triggerNode(inbound(anyOf()), 'w'), waitNode('w', 60, null)]));
  const { facts } = one.track(inboundEvent, { channel: 'sms', text: 'STOP' });
  assert.deepEqual(one.state().runs, []);
  assert.ok(!facts.some(({ type }) => type === 'consent'));
});

const wait: JourneyNode = {
  ...{ id: 'w', kind: 'wait_until', pick: 'first', timeoutMinutes: 60 },
  options: [
    { id: 'a', on: inbound(says('keyword', '1')) },
    { id: 'any', on: inbound(anyOf('sms')) },
  ],
  branches: { a: 'x', any: 'y', timeout: 'z' },
};
const asking = on(
  [
    triggerNode({ type: 'event', match: { event: 'Started', where: [] } }, 'ask'),
    messageNode('ask', 'text', 'w'),
    wait,
  ].concat(['x', 'y', 'z'].map((id) => exitNode(id))),
  {},
  { messages: [sms] },
);

test('a wait goes on by her answer at once, by what it says, or by its timeout', () => {
  const ends = (answer: (one: ReturnType<typeof writing>) => ReturnType<typeof one.write>) => {
    const one = writing(asking);
    one.track('Started');
    return one.steps(answer(one))[0];
  };
  assert.equal(
    ends((one) => one.write('１')),
    'w passed a',
  );
  assert.equal(
    ends((one) => one.write('maybe')),
    'w passed any',
  );
  assert.equal(
    ends((one) => one.pass(60 * minute)),
    'w passed timeout',
  );
});

test('a word by which she leaves is no answer', () => {
  const one = writing(asking);
  one.track('Started');
  assert.deepEqual(one.steps(one.write('STOP')), []);
  assert.equal(one.at(), 'w');
});

function handedOver(one: ReturnType<typeof writing>, result: ReturnType<typeof one.track>) {
  const delivery = result.effects.flatMap((effect) => (effect.type === 'deliver' ? [effect.delivery] : []))[0];
  one.apply({ type: 'receipt', delivery, kind: 'handed_over', channel: 'sms' });
  return delivery;
}

test('an answer counts as engagement with the last message there, once, and shows where she is', () => {
  const one = writing(asking);
  const delivery = handedOver(one, one.track('Started'));
  const { facts } = one.write('maybe');
  const event = facts.find((fact) => fact.type === 'event');
  assert.ok(event?.type === 'event');
  assert.deepEqual([event.properties.answeredDelivery, event.properties.answeredMessage], [delivery, 'text']);
  const replied = facts.filter((fact) => fact.type === 'message' && fact.kind === 'replied');
  assert.equal(replied.length, 1);
  assert.ok(one.state().activity.sms);
  assert.equal(one.write('and more').facts.filter(({ type }) => type === 'message').length, 0);
});

test('STOP is kept with its proof, takes back what is not handed over yet, and is answered', () => {
  const one = writing(asking);
  one.track('Started');
  const { facts, effects } = one.write('STOP');
  const word = facts.find((fact) => fact.type === 'consent');
  assert.ok(word?.type === 'consent');
  assert.deepEqual(
    [word.status, word.source, word.channel, word.text, word.address, word.inboundMessage],
    ['denied', 'keyword', 'sms', 'STOP', '+447700900123', 'm1'],
  );
  assert.ok(effects.some(({ type }) => type === 'cancel_delivery'));
  const answers = effects.filter((effect) => effect.type === 'deliver');
  assert.deepEqual(
    answers.map((effect) => effect.type === 'deliver' && [effect.message, effect.channel, effect.class]),
    [['keyword-reply:opt_out:en', 'sms', 'transactional']],
  );
  // A machine at the other end is answered three times a day.
  for (let time = 0; time < 5; time += 1) one.write('STOP');
  assert.equal(one.state().sends.filter(({ message: id }) => id === 'keyword-reply:opt_out:en').length, 3);
});

test('what waits for its time is decided at once: on another channel, or not at all', () => {
  const quiet = { enabled: true, from: '00:00', until: '23:59', channels: ['sms' as const] };
  const waiting = (variant: typeof sms) =>
    on(
      [triggerNode({ type: 'event', match: { event: 'Started', where: [] } }, 'ask'), messageNode('ask', 'text', null)],
      {},
      {
        messages: [variant],
        settings: { quietHours: quiet },
      },
    );
  const only = writing(waiting(sms));
  only.track('Started');
  assert.equal(only.state().pending.length, 1);
  const held = only.write('退订').facts.find((fact) => fact.type === 'decision' && fact.message === 'text');
  assert.ok(held?.type === 'decision');
  assert.deepEqual([held.outcome, held.reason], ['held_back', 'no_consent']);
  assert.equal(only.state().pending.length, 0);
});

test('START opens the channel again, by mail only as an answer to a message that she has', () => {
  const one = writing(asking);
  const granted = (facts: ReturnType<typeof one.write>['facts']) =>
    facts.some((fact) => fact.type === 'consent' && fact.status === 'granted');
  one.write('STOP');
  assert.ok(granted(one.write('START').facts));

  const mail = writing(
    on(
      [triggerNode({ type: 'event', match: { event: 'Started', where: [] } }, 'ask'), messageNode('ask', 'text', null)],
      {},
      {
        messages: [message('text', { on: ['email'] })],
        settings: {
          inbound: {
            ...defaultInboundSettings,
            keywords: [{ action: 'opt_in', language: 'en', channels: ['email'], words: ['START'] }],
          },
        },
      },
    ),
  );
  assert.ok(!granted(mail.write('START', { channel: 'email' }).facts));
  const [sent] = mail
    .track('Started')
    .effects.flatMap((effect) => (effect.type === 'deliver' ? [effect.delivery] : []));
  assert.ok(granted(mail.write('START', { channel: 'email', ...(sent && { delivery: sent }) }).facts));
});

test('HELP is answered and starts nothing', () => {
  const one = writing(on([triggerNode(inbound(anyOf()), 'w'), waitNode('w', 60, null)]));
  const { effects } = one.write('幫助');
  assert.deepEqual(
    effects.flatMap((effect) => (effect.type === 'deliver' ? [effect.message] : [])),
    ['keyword-reply:help:zh-Hant'],
  );
  assert.deepEqual(one.state().runs, []);
});
