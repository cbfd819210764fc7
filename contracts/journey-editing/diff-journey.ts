import type { JourneyNote } from '../journey/note.ts';
import type { JourneyDefinition, JourneyNode } from '../journey.ts';
import type { ChangePlace, JourneyChange } from './change.ts';
import { sameValue } from './same-value.ts';
import { contentOf, noteContentOf, waysOf } from './step-parts.ts';

/** Not the marketer's: who a journey is, and which version. */
const fixed = new Set(['id', 'version', 'nodes', 'notes']);

/** What leads from one definition to the other, in an order in which it can be applied. The order of steps says nothing. */
export function diffJourney(from: JourneyDefinition, to: JourneyDefinition): JourneyChange[] {
  return [...diffFields(from, to), ...diffNodes(from.nodes, to.nodes), ...diffNotes(from.notes ?? [], to.notes ?? [])];
}

function diffFields(from: JourneyDefinition, to: JourneyDefinition): JourneyChange[] {
  const [before, after] = [new Map(Object.entries(from)), new Map(Object.entries(to))];
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => !fixed.has(name));
  return names.flatMap((name) => change({ part: 'field', name }, before.get(name), after.get(name)));
}

function diffNodes(from: readonly JourneyNode[], to: readonly JourneyNode[]): JourneyChange[] {
  const [before, after] = [byId(from), byId(to)];
  const ids = [...new Set([...before.keys(), ...after.keys()])];
  return ids.flatMap((id) => diffNode(id, before.get(id), after.get(id)));
}

function diffNode(node: string, before: JourneyNode | undefined, after: JourneyNode | undefined): JourneyChange[] {
  const led = before ? waysOf(before) : {};
  const leads = after ? waysOf(after) : {};
  const gone = Object.keys(led).filter((branch) => !(branch in leads));
  return [
    // What goes is emptied first, so that taking it back in the opposite order finds its place again.
    ...gone.flatMap((branch) => change({ part: 'way', node, branch }, led[branch], null)),
    ...change({ part: 'node', node }, ...contents(before, after, contentOf)),
    ...Object.keys(leads).flatMap((branch) => change({ part: 'way', node, branch }, led[branch], leads[branch])),
    ...(before && after ? change({ part: 'position', node }, before.position, after.position) : []),
  ];
}

function diffNotes(from: readonly JourneyNote[], to: readonly JourneyNote[]): JourneyChange[] {
  const [before, after] = [byId(from), byId(to)];
  const ids = [...new Set([...before.keys(), ...after.keys()])];
  return ids.flatMap((note) => {
    const [was, is] = [before.get(note), after.get(note)];
    return [
      ...change({ part: 'note', note }, ...contents(was, is, noteContentOf)),
      ...(was && is ? change({ part: 'notePosition', note }, was.position, is.position) : []),
    ];
  });
}

/** What is added or removed takes its place on the canvas along. */
function contents<Item extends { readonly position?: unknown }>(
  before: Item | undefined,
  after: Item | undefined,
  content: (item: Item) => object,
): [unknown, unknown] {
  if (before && after) return [content(before), content(after)];
  const whole = (item: Item | undefined) =>
    item && { ...content(item), ...(item.position !== undefined && { position: item.position }) };
  return [whole(before), whole(after)];
}

function change(place: ChangePlace, before: unknown, after: unknown): JourneyChange[] {
  if (sameValue(before, after)) return [];
  return [{ place, before: asJson(before), after: asJson(after) }];
}

function asJson(value: unknown): JourneyChange['before'] {
  return (value ?? null) as JourneyChange['before'];
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}
