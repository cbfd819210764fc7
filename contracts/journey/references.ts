import { z } from 'zod';
import { stageOfSegment } from '../lifecycle.ts';

/** What of the workspace a journey names by its id. */
export const referenceNoun = z.enum(['message', 'segment', 'journey', 'coupon_pool', 'list']);
export type ReferenceNoun = z.infer<typeof referenceNoun>;

export interface JourneyReference {
  readonly noun: ReferenceNoun;
  readonly id: string;
}

/** Under which name of the contract an id stands, in steps, conditions and rules alike. */
const nounOfField: { readonly [field: string]: ReferenceNoun } = {
  message: 'message',
  segment: 'segment',
  journey: 'journey',
  pool: 'coupon_pool',
  list: 'list',
};

/** Everything that a part of a journey names, each once. Stages of the lifecycle are there in every workspace. */
export function referencesOf(part: unknown): readonly JourneyReference[] {
  const found = new Map<string, JourneyReference>();
  withReferences(part, (noun, id) => {
    if (id !== '' && stageOfSegment(id) === undefined) found.set(`${noun} ${id}`, { noun, id });
    return id;
  });
  return [...found.values()];
}

/** The same part with other ids in the places of those that it names. Names of branches are the marketer's and stay. */
export function withReferences<Part>(part: Part, replace: (noun: ReferenceNoun, id: string) => string): Part {
  const replaced = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replaced);
    if (typeof value !== 'object' || value === null) return value;
    const isLists = 'kind' in value && value.kind === 'update_lists';
    return Object.fromEntries(
      Object.entries(value).map(([field, own]: [string, unknown]) => {
        const noun = nounOfField[field];
        if (field === 'branches') return [field, own];
        if (noun !== undefined && typeof own === 'string') return [field, replace(noun, own)];
        if (isLists && (field === 'add' || field === 'remove') && Array.isArray(own))
          return [field, own.map((id: string) => replace('list', id))];
        return [field, replaced(own)];
      }),
    );
  };
  return replaced(part) as Part;
}
