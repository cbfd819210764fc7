import assert from 'node:assert/strict';
import test from 'node:test';
import type { TFunction } from 'i18next';
import type { JourneyNodeKind } from '#contracts/journey.ts';
import { cardOf } from './index.ts';
import type { NodeCard, NodeOf, NodeTools } from './node-card.ts';

const names: Readonly<Record<string, string>> = { welcome: 'Welcome coupons', vips: 'Best customers' };
const nameOf = (id: string) => names[id] ?? (id || '…');

/** Only what the cards below ask for. */
const tools = {
  t: ((key: string, values: object) => `${key} ${JSON.stringify(values)}`) as unknown as TFunction,
  list: nameOf,
  pool: nameOf,
} as NodeTools;

function wordsOf<Kind extends JourneyNodeKind>(node: NodeOf<Kind>): string {
  const card: NodeCard<Kind> = cardOf(node.kind as Kind);
  return card.words(node, tools);
}

test('a card names the pool that a coupon comes from', () => {
  const node = (pool: string) =>
    ({ kind: 'give_coupon', pool, variable: 'code', branches: { given: null, none: null } }) as NodeOf<'give_coupon'>;
  assert.equal(wordsOf(node('welcome')), 'canvas.couponWords {"pool":"Welcome coupons","variable":"code"}');
  assert.match(wordsOf(node('gone')), /"pool":"gone"/);
  assert.match(wordsOf(node('')), /"pool":"…"/);
});

test('a card names the lists that somebody comes onto and is taken off', () => {
  const node = (add: string[], remove: string[]) =>
    ({ kind: 'update_lists', add, remove, branches: { next: null } }) as unknown as NodeOf<'update_lists'>;
  assert.equal(wordsOf(node(['vips'], ['gone'])), '+ Best customers  − gone');
  assert.equal(wordsOf(node([], [])), '…');
});
