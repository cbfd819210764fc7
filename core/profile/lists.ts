import { listJoinedEvent, listLeftEvent, listsAtMost } from '#contracts/people-list.ts';
import type { ListsStimulus } from '#contracts/stimulus.ts';
import type { ProfileState } from '../state.ts';
import type { Happening, Work } from '../work.ts';

type Lists = ProfileState['lists'];

/**
 * Puts a person onto uploaded lists and takes her off others. Returns what happened by it, for the timeline and for
 * journeys that begin with it; nothing for what was so before. Beyond the limit of lists she comes onto no more.
 */
export function applyLists(
  work: Work,
  { add = [], remove = [], at }: Pick<ListsStimulus, 'add' | 'remove' | 'at'>,
): readonly Happening[] {
  const lists: { [list: string]: number } = { ...work.state.lists };
  const happenings: Happening[] = [];
  for (const list of new Set(remove)) {
    if (!Object.hasOwn(lists, list)) continue;
    delete lists[list];
    happenings.push({ name: listLeftEvent, properties: { list }, at });
  }
  for (const list of new Set(add)) {
    if (Object.hasOwn(lists, list) || Object.keys(lists).length >= listsAtMost) continue;
    lists[list] = at;
    happenings.push({ name: listJoinedEvent, properties: { list }, at });
  }
  if (happenings.length > 0) work.state = { ...work.state, lists };
  return happenings;
}

/** Two people merged are on the lists of both, since the earlier time. */
export function uniteLists(own: Lists, other: Lists): Lists {
  if (own === undefined || other === undefined) return own ?? other;
  const united: { [list: string]: number } = { ...other, ...own };
  for (const [list, at] of Object.entries(other)) united[list] = Math.min(at, own[list] ?? at);
  return united;
}

/** In an undone merge: those that only the loser brought go with her. */
export function partLists(held: Lists, loser: Lists, before: Lists): Lists {
  if (held === undefined) return undefined;
  const isHers = (list: string): boolean => Object.hasOwn(loser ?? {}, list) && !Object.hasOwn(before ?? {}, list);
  return Object.fromEntries(Object.entries(held).filter(([list, at]) => !isHers(list) || at !== loser?.[list]));
}
