import assert from 'node:assert/strict';
import test from 'node:test';
import type { AttributesStimulus } from '#contracts/stimulus.ts';
import { noon, person, release } from '#test/builders.ts';
import { step } from '../step.ts';
import { writeDocument } from '../write-document.ts';

const { profile } = person();
const compiled = release({
  segments: [
    {
      ...{ id: 'vips', name: 'VIPs', description: '' },
      condition: { type: 'trait', test: { name: 'tags', operator: 'equals', value: 'vip' } },
    },
    {
      ...{ id: 'retagged', name: 'Tagged twice', description: '' },
      condition: {
        ...{ type: 'event', match: { event: 'Tags Changed', where: [] } },
        frequency: { comparison: 'at_least', times: 2 },
      },
    },
  ],
});
const context = { now: noon, release: compiled, random: () => 0.5 };
const say = (said: Partial<AttributesStimulus>): AttributesStimulus => ({
  ...{ type: 'attributes', workspace: 1, profile, id: JSON.stringify(said), at: noon, receivedAt: noon, actor: 'Ann' },
  ...said,
});

test('tags move segments and stand on the timeline with who said so; what was so before changes nothing', () => {
  const first = step(person(), say({ addTags: ['vip', '常客'], owner: 'ann@example.com' }), context);
  assert.deepEqual([first.state.traits.tags, first.state.traits.owner], [['vip', '常客'], 'ann@example.com']);
  assert(first.state.memberships.has('vips'));
  assert.deepEqual(
    first.facts.flatMap((fact) => (fact.type === 'event' ? [[fact.name, fact.properties]] : [])),
    [
      ['Tags Changed', { added: ['vip', '常客'], removed: [], actor: 'Ann' }],
      ['Owner Changed', { owner: 'ann@example.com', before: null, actor: 'Ann' }],
    ],
  );
  const again = step(first.state, say({ addTags: ['vip'], owner: 'ann@example.com' }), context);
  assert.deepEqual(again.facts, []);
  const { state } = step(first.state, say({ removeTags: ['vip', '常客'], owner: null }), context);
  assert.deepEqual([state.traits.tags, state.traits.owner], [undefined, undefined]);
  assert.deepEqual([...state.memberships.keys()], ['retagged']);
});

test('two people merged have the tags of both', () => {
  const other = { ...person(), profile: '0190a6e0-0000-7000-8000-000000000002' };
  const loser = step(other, say({ profile: other.profile, addTags: ['b2b', 'vip'] }), context).state;
  const winner = step(person(), say({ addTags: ['vip'] }), context).state;
  const absorb = {
    ...({ type: 'absorb', workspace: 1, profile, id: `absorb:${other.profile}:${profile}`, at: noon } as const),
    ...{ receivedAt: noon, loser: other.profile, document: writeDocument(loser) },
  };
  assert.deepEqual(step(winner, absorb, context).state.traits.tags, ['vip', 'b2b']);
});
