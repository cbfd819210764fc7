import assert from 'node:assert/strict';
import test from 'node:test';
import type { Fact } from '#contracts/fact.ts';
import type { ReceiptStimulus } from '#contracts/stimulus.ts';
import { message, noon, person, release, send, workOn } from '#test/builders.ts';
import type { ProfileState, Send } from '../state.ts';
import type { Happening, Work } from '../work.ts';
import { arbitrate } from './arbitrate.ts';
import { applyReceipt } from './receipt.ts';
import { requestMessage } from './request.ts';

const compiled = release({ messages: [message('offer')] });
const reserved = send({ delivery: 'd', status: 'reserved', at: noon - 60_000 });

const receipt = (kind: ReceiptStimulus['kind'], parts: Partial<ReceiptStimulus> = {}): ReceiptStimulus => ({
  type: 'receipt',
  workspace: 1,
  profile: person().profile,
  id: `receipt-${kind}`,
  at: noon - 1_000,
  receivedAt: noon,
  delivery: 'd',
  kind,
  channel: 'email',
  ...parts,
});

function take(state: ProfileState, ...receipts: ReceiptStimulus[]): { work: Work; happenings: Happening[] } {
  const work = workOn(state, compiled);
  const happenings = receipts.flatMap((one) => applyReceipt(work, one) ?? []);
  return { work, happenings };
}

const kinds = (facts: readonly Fact[]): string[] =>
  facts.map((fact) => (fact.type === 'message' ? fact.kind : fact.type === 'drop' ? fact.reason : fact.type));

const statuses: readonly (readonly [from: Send['status'], ReceiptStimulus, to: Send['status']])[] = [
  ['reserved', receipt('handed_over'), 'handed_over'],
  ['reserved', receipt('accepted'), 'handed_over'],
  ['reserved', receipt('opened'), 'handed_over'],
  ['reserved', receipt('failed'), 'released'],
  ['reserved', receipt('expired'), 'released'],
  ['reserved', receipt('held_back'), 'released'],
  ['reserved', receipt('cancelled'), 'released'],
  ['handed_over', receipt('failed'), 'released'],
  ['handed_over', receipt('bounced', { permanent: true }), 'released'],
  ['handed_over', receipt('bounced'), 'handed_over'],
  ['released', receipt('handed_over'), 'released'],
  ['released', receipt('delivered'), 'handed_over'],
  ['released', receipt('clicked'), 'handed_over'],
];

for (const [from, one, to] of statuses) {
  test(`a ${from} send becomes ${to} by ${one.kind}${one.permanent ? ' for good' : ''}`, () => {
    const { work } = take(person({ sends: [{ ...reserved, status: from }] }), one);
    assert.equal(work.state.sends[0]?.status, to);
  });
}

test('a bounce for good counts after one that was not, and either counts once', () => {
  const hard = receipt('bounced', { permanent: true });
  const { work } = take(person({ sends: [reserved] }), receipt('bounced'), receipt('bounced'), hard, hard);
  const told = kinds(work.facts).filter((kind) => kind !== 'consent');
  assert.deepEqual(told, ['bounced', 'duplicate', 'bounced', 'duplicate']);
  assert.equal(work.state.sends[0]?.status, 'released');
});

test('a hand-over counts from when it happened, once', () => {
  const { work, happenings } = take(person({ sends: [reserved] }), receipt('handed_over'), receipt('handed_over'));
  assert.equal(work.state.sends[0]?.at, noon);
  assert.deepEqual(kinds(work.facts), ['handed_over', 'duplicate']);
  assert.deepEqual(
    happenings.map((happening) => happening.engagement),
    ['sent'],
  );
});

test('the first open and click are kept, a click on another link is a fact of its own, a repeat is none', () => {
  const { work, happenings } = take(
    person({ sends: [reserved] }),
    receipt('opened', { at: noon - 50 }),
    receipt('opened', { at: noon - 40 }),
    receipt('clicked', { at: noon - 30, link: 'https://shop.example/a' }),
    receipt('clicked', { at: noon - 20, link: 'https://shop.example/b' }),
    receipt('clicked', { at: noon - 10, link: 'https://shop.example/a' }),
  );
  assert.deepEqual(kinds(work.facts), ['opened', 'duplicate', 'clicked', 'clicked', 'duplicate']);
  assert.equal(happenings.length, 3);
  const [updated] = work.state.sends;
  assert.deepEqual([updated?.openedAt, updated?.clickedAt], [noon - 50, noon - 30]);
  assert.deepEqual(work.state.activity, { email: noon - 20 });
});

test('clicks of a scanner have an end, other receipts still count', () => {
  const clicks = Array.from({ length: 100 }, (_, n) => receipt('clicked', { link: `https://shop.example/${n}` }));
  const { work } = take(person({ sends: [reserved] }), ...clicks, receipt('bounced', { permanent: true }));
  assert.equal(work.state.sends[0]?.receipts.length, 31);
  assert.equal(work.state.sends[0]?.status, 'released');
});

test('an unsubscribe denies the topic of the message, or the channel where the message is not known any more', () => {
  const known = take(person({ sends: [reserved] }), receipt('unsubscribed')).work;
  const said = { channel: 'email', status: 'denied', at: noon - 1_000, source: 'one_click' } as const;
  assert.deepEqual(known.state.consents, [{ ...said, topic: 'offers' }]);
  const unknown = take(person(), receipt('unsubscribed')).work;
  assert.deepEqual(unknown.state.consents, [said]);
  assert.deepEqual(kinds(unknown.facts), ['consent', 'unknown_delivery']);
});

test('an unsubscribe that is said again after a new yes counts, the repeat of the old one does not', () => {
  const yes = {
    channel: 'email',
    topic: 'offers',
    status: 'granted',
    at: noon - 500,
    source: 'preference_page',
  } as const;
  const regranted = person({ sends: [{ ...reserved, receipts: ['unsubscribed'] }], consents: [yes] });
  assert.deepEqual(take(regranted, receipt('unsubscribed')).work.state.consents, [yes]);
  const again = take(regranted, receipt('unsubscribed', { at: noon - 100 })).work.state.consents;
  assert.deepEqual(
    again.map((consent) => consent.status),
    ['denied'],
  );
});

test('a complaint and a hard bounce suppress the channel once, a soft bounce does not', () => {
  const hard = receipt('bounced', { permanent: true });
  const { work } = take(person({ sends: [reserved] }), hard, hard, receipt('complained'));
  assert.deepEqual(
    work.state.suppressions.map((entry) => entry.reason),
    ['bounced', 'complained'],
  );
  assert.deepEqual(take(person({ sends: [reserved] }), receipt('bounced')).work.state.suppressions, []);
});

/** Requests the message and returns the state in which its first channel is reserved. */
function firstAttempt(): ProfileState {
  const work = workOn(person(), compiled, { now: noon - 60_000 });
  const trigger = { event: 'Signed Up', properties: { plan: 'gold' } };
  requestMessage(work, { message: 'offer', journey: 'welcome', version: 1, run: 'run', node: 'mail', trigger });
  arbitrate(work);
  return work.state;
}

function fail(
  state: ProfileState,
  kind: ReceiptStimulus['kind'],
  parts: Partial<ReceiptStimulus> = {},
  now = noon,
): Work {
  const last = state.sends.at(-1);
  assert.ok(last);
  const work = workOn(state, compiled, { now });
  applyReceipt(work, receipt(kind, { delivery: last.delivery, channel: last.channel, ...parts }));
  arbitrate(work);
  return work;
}

test('what fails is tried on the next channel until none is left, each attempt a delivery of its own', () => {
  let state = firstAttempt();
  for (let attempt = 0; attempt < 3; attempt += 1) {
    state = fail(state, 'failed').state;
  }
  assert.deepEqual(
    state.sends.map(({ channel, status }) => `${channel} ${status}`),
    ['email released', 'push released', 'sms released'],
  );
  assert.equal(new Set(state.sends.map((one) => one.delivery)).size, 3);
  assert.deepEqual(state.pending, []);
});

test('the next attempt carries the trigger and the time limit of the first', () => {
  const work = fail(firstAttempt(), 'bounced', { permanent: true });
  const effect = work.effects.find(({ type }) => type === 'deliver');
  assert.ok(effect?.type === 'deliver');
  assert.deepEqual(effect.trigger.properties, { plan: 'gold' });
  assert.equal(effect.notAfter, noon - 60_000 + 1_440 * 60_000);
});

const noFallback: readonly (readonly [string, () => Work])[] = [
  ['soft bounce', () => fail(firstAttempt(), 'bounced')],
  ['expired', () => fail(firstAttempt(), 'expired')],
  ['taken back', () => fail(firstAttempt(), 'cancelled')],
  ['held back because the run ended', () => fail(firstAttempt(), 'held_back', { reason: 'journey_exited' })],
  ['no longer valid', () => fail(firstAttempt(), 'failed', {}, noon + 1_440 * 60_000)],
  ['it arrived before', () => fail(fail(firstAttempt(), 'delivered').state, 'failed')],
  ['accepted', () => fail(firstAttempt(), 'accepted')],
];

for (const [name, work] of noFallback) {
  test(`no other channel is tried: ${name}`, () => {
    const done = work();
    assert.deepEqual([done.effects, done.state.pending], [[], []]);
  });
}
