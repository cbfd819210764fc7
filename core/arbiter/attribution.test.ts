import assert from 'node:assert/strict';
import test from 'node:test';
import { noon, person, send } from '#test/builders.ts';
import type { Send } from '../state.ts';
import { attributeOrder } from './attribution.ts';

const day = 86_400_000;
const touched = (delivery: string, parts: Partial<Send>): Send => send({ delivery, at: noon - 20 * day, ...parts });

const cases: readonly (readonly [name: string, sends: Send[], said: string | undefined])[] = [
  ['no sends', [], undefined],
  ['not touched', [touched('a', {})], undefined],
  ['opened', [touched('a', { openedAt: noon - day })], 'a opened'],
  [
    'clicked goes before a later open',
    [touched('a', { clickedAt: noon - 2 * day }), touched('b', { openedAt: noon - day })],
    'a clicked',
  ],
  [
    'the last click',
    [touched('a', { clickedAt: noon - day }), touched('b', { clickedAt: noon - 2 * day })],
    'a clicked',
  ],
  [
    'click too old, open not',
    [touched('a', { clickedAt: noon - 5 * day }), touched('b', { openedAt: noon - day })],
    'b opened',
  ],
  ['touched after the order', [touched('a', { clickedAt: noon + 1 })], undefined],
  ['transactional', [touched('a', { clickedAt: noon - day, purpose: 'transactional' })], undefined],
];

for (const [name, sends, said] of cases) {
  test(`attribution: ${name}`, () => {
    const attribution = attributeOrder(person({ sends }), noon, 5);
    assert.equal(attribution && `${attribution.send.delivery} ${attribution.touch}`, said);
  });
}
