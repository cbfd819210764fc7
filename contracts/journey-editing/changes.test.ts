import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type JourneyDefinition, journeyDefinition } from '../journey.ts';
import { applyChanges } from './apply-changes.ts';
import { inverted, type JourneyChange, placeKey } from './change.ts';
import { diffJourney } from './diff-journey.ts';
import { sameValue } from './same-value.ts';

const ids = ['a', 'b', 'c', 'd'];
const target = fc.option(fc.constantFrom(...ids));
const place = fc.option(fc.record({ x: fc.nat(3), y: fc.nat(3) }), { nil: undefined });

/** Steps of few kinds and words, so that two edits often meet. */
const node = (id: string) =>
  fc
    .oneof(
      fc.record({ kind: fc.constant('wait'), minutes: fc.integer({ min: 1, max: 3 }), next: target }),
      fc.record({ kind: fc.constant('message'), message: fc.constantFrom('m', 'n'), next: target }),
      fc.record({ kind: fc.constant('condition'), yes: target, no: target }),
      fc.record({ kind: fc.constant('exit') }),
    )
    .chain((content) => place.map((position) => ({ id, ...(position && { position }), ...asNode(content) })));

function asNode(content: { kind: string; [key: string]: unknown }): object {
  const { next, yes, no, ...rest } = content;
  if (rest.kind === 'condition')
    return {
      ...rest,
      cases: [{ id: 'yes', condition: { type: 'all', conditions: [] } }],
      branches: { yes: yes ?? null, no: no ?? null },
    };
  return { ...rest, branches: rest.kind === 'exit' ? {} : { next: next ?? null } };
}

const note = (id: string) =>
  fc.record({
    id: fc.constant(id),
    text: fc.constantFrom('x', 'y'),
    color: fc.constant('yellow'),
    position: fc.record({ x: fc.nat(2), y: fc.nat(2) }),
  });

const definition = fc
  .tuple(
    fc.subarray(ids, { minLength: 1 }).chain((chosen) => fc.tuple(...chosen.map(node))),
    fc.subarray(['n1', 'n2']).chain((chosen) => fc.tuple(...chosen.map(note))),
    fc.constantFrom('J', 'K'),
    fc.constantFrom({ type: 'never' }, { type: 'always' }),
  )
  .map(([nodes, notes, name, reentry]) =>
    journeyDefinition.parse({ id: 'j', version: 1, name, reentry, exitRules: [], nodes, ...(notes[0] && { notes }) }),
  );

function inOrder(journey: JourneyDefinition): unknown {
  const sorted = <Item extends { id: string }>(items: readonly Item[]) =>
    [...items].sort((one, other) => (one.id < other.id ? -1 : 1));
  return { ...journey, nodes: sorted(journey.nodes), notes: sorted(journey.notes ?? []) };
}

const same = (one: JourneyDefinition, other: JourneyDefinition) =>
  assert.ok(sameValue(inOrder(one), inOrder(other)), `${JSON.stringify(one)}\n${JSON.stringify(other)}`);

test('what differs, applied, gives the other one; taken back, the first one; sent again, nothing', () => {
  fc.assert(
    fc.property(definition, definition, (from, to) => {
      const changes = diffJourney(from, to);
      const { definition: applied, conflicts } = applyChanges(from, changes);
      assert.deepEqual(conflicts, []);
      same(applied, to);
      assert.deepEqual(diffJourney(applied, to), []);
      assert.deepEqual(applyChanges(to, changes).conflicts, []);
      same(applyChanges(to, inverted(changes)).definition, from);
    }),
  );
});

test('two people at once: each change stands in the result or is a conflict, and the result meets the contract', () => {
  fc.assert(
    fc.property(definition, definition, definition, (from, hers, his) => {
      const first = applyChanges(from, diffJourney(from, hers)).definition;
      const changes = diffJourney(from, his);
      const { definition: merged, conflicts } = applyChanges(first, changes);
      assert.ok(merged.nodes.length === 0 || journeyDefinition.safeParse(merged).success, JSON.stringify(merged));
      const missing = new Set(diffJourney(merged, his).map((change) => placeKey(change.place)));
      const reported = new Set(conflicts.map((conflict) => placeKey(conflict.place)));
      for (const change of changes) {
        const key = placeKey(change.place);
        if (isAboutGoneStep(change, merged)) continue;
        assert.ok(reported.has(key) || !missing.has(key), `${key} is lost`);
      }
      // Whoever was first loses nothing but places on the canvas.
      for (const change of diffJourney(from, hers)) {
        const [mine] = changes.filter((one) => placeKey(one.place) === placeKey(change.place));
        if (mine && !sameValue(bare(mine), bare(change)) && !change.place.part.toLowerCase().endsWith('position'))
          assert.ok(reported.has(placeKey(change.place)) || isAboutGoneStep(change, merged), 'overwritten silently');
      }
    }),
    { numRuns: 300 },
  );
});

const bare = ({ after }: JourneyChange) => (after && typeof after === 'object' ? { ...after, position: null } : after);

/** Where a step is gone, or has lost the way, there is nothing left that its place or its ways could be changed at. */
function isAboutGoneStep({ place, after }: JourneyChange, merged: JourneyDefinition): boolean {
  if (place.part === 'notePosition') return !merged.notes?.some(({ id }) => id === place.note);
  if (place.part !== 'position' && place.part !== 'way') return false;
  const node = merged.nodes.find(({ id }) => id === place.node);
  return !node || (place.part === 'way' && after === null && !(place.branch in node.branches));
}
