import type { ProfileState } from '../state.ts';

/** Members of a person's document that conditions read as a whole. */
const members = [
  'identities',
  'companies',
  'timeZone',
  'locale',
  'place',
  'device',
  'consents',
  'suppressions',
  'doNotContact',
  'pausedUntil',
  'restricted',
  'orders',
] as const satisfies readonly (keyof ProfileState)[];

/**
 * A piece of a person's state that may change without a happening. Traits go by the first part of their path, lists by
 * their id; the profile's own id changes never, and is read by whoever is looked at first.
 */
export type StatePart = `trait ${string}` | `list ${string}` | 'profile' | (typeof members)[number];

const nothing: readonly StatePart[] = [];

/**
 * What differs between two states of one person, but for traits and counters, whose changes are known where they are made.
 * Compares references: states share what did not change, so that an event which changes nothing else costs a look at each.
 */
export function changedParts(before: ProfileState, after: ProfileState): readonly StatePart[] {
  if (before === after) return nothing;
  let parts: StatePart[] | undefined;
  for (const member of members) {
    if (before[member] === after[member]) continue;
    parts ??= [];
    parts.push(member);
  }
  if (before.lists === after.lists) return parts ?? nothing;
  const ids = new Set([...Object.keys(before.lists ?? {}), ...Object.keys(after.lists ?? {})]);
  const isIn = ({ lists }: ProfileState, id: string): boolean => Object.hasOwn(lists ?? {}, id);
  const moved = [...ids].filter((id) => isIn(before, id) !== isIn(after, id));
  return [...(parts ?? []), ...moved.map((id): StatePart => `list ${id}`)];
}
