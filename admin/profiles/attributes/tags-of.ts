import type { JsonObject } from '#contracts/json.ts';

/** The tags of a person; other senders may have put anything there. */
export function tagsOf(traits: JsonObject): readonly string[] {
  const tags = traits['tags'];
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
}
