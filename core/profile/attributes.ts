import { tagsAtMost } from '#contracts/api/people-attributes.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import { personaTrait } from '#contracts/persona.ts';
import type { AttributesStimulus } from '#contracts/stimulus.ts';
import { readDocument } from '../read-document.ts';
import type { ProfileState } from '../state.ts';
import type { Happening, Work } from '../work.ts';
import { applyTraits } from './traits.ts';

export const tagsEvent = 'Tags Changed';
export const ownerEvent = 'Owner Changed';
const personaEvent = 'Persona Changed';

/** Tags, owner and persona are traits like any other, so that conditions and content may ask for them. */
export interface AttributeChange {
  readonly trait: 'tags' | 'owner' | 'persona';
  /** For the timeline, and for journeys that start by it. */
  readonly happening: Happening;
}

export type SaidAttributes = Pick<
  AttributesStimulus,
  'addTags' | 'removeTags' | 'owner' | 'persona' | 'actor' | 'at' | 'id'
>;

/** Sets tags, owner and persona. Returns what has changed by it; nothing for what was so before. */
export function applyAttributes(
  work: Work,
  { addTags = [], removeTags = [], owner, persona, actor, at, id }: SaidAttributes,
): readonly AttributeChange[] {
  const changes: AttributeChange[] = [];
  const set = (trait: AttributeChange['trait'], value: Json, name: string, properties: JsonObject) => {
    if (applyTraits(work, { [trait]: value }, id).length === 0) return;
    changes.push({ trait, happening: { name, properties: { ...properties, actor }, at } });
  };
  const before = tagsOf(work.state);
  const after = [...new Set([...before.filter((tag) => !removeTags.includes(tag)), ...addTags])].slice(0, tagsAtMost);
  const added = after.filter((tag) => !before.includes(tag));
  const removed = before.filter((tag) => !after.includes(tag));
  if (added.length + removed.length > 0) set('tags', after.length > 0 ? after : null, tagsEvent, { added, removed });
  if (owner !== undefined) set('owner', owner, ownerEvent, { owner, before: work.state.traits.owner ?? null });
  if (persona !== undefined) {
    set(personaTrait, persona, personaEvent, { persona, before: work.state.traits[personaTrait] ?? null });
  }
  return changes;
}

/** Two people merged have the tags of both. */
export function uniteTags(work: Work, otherDocument: string): void {
  const own = tagsOf(work.state);
  const others = tagsOf(readDocument(otherDocument) as ProfileState);
  const tags = [...new Set([...own, ...others])].slice(0, tagsAtMost);
  if (tags.length > own.length) applyTraits(work, { tags }, 'tags');
}

function tagsOf({ traits }: Pick<ProfileState, 'traits'>): readonly string[] {
  const { tags } = traits;
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
}
