import { z } from 'zod';
import { instantText } from './list.ts';

/**
 * A draft may be unfinished (something still empty or half typed) but not malformed, so that nothing typed is lost before it is
 * complete. What is missing is listed under `problems` and stops publishing. The checks of `schema` hold in full at
 * publish.
 */
export function draftOf<Value>(schema: z.ZodType<Value>): z.ZodType<Value> {
  // A check instead of a transform: it holds in both directions, and responses are encoded.
  const unfinished = z.unknown().meta({ description: 'A definition like the published one; it may be unfinished.' });
  return unfinished.check((payload) => {
    const parsed = schema.safeParse(payload.value);
    if (parsed.success) {
      payload.value = parsed.data;
      return;
    }
    for (const { message, path, ...issue } of parsed.error.issues.filter((one) => !isUnfinished(one))) {
      payload.issues.push({ code: 'custom', message, path: [...path], input: issue.input });
    }
  }) as z.ZodType<unknown> as z.ZodType<Value>;
}

/**
 * True where something is only still empty, too short or half typed (an address, a time); in a union, when that holds for
 * one of its members.
 */
function isUnfinished(issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'too_small' || issue.code === 'invalid_format') return true;
  return (
    issue.code === 'invalid_union' && issue.errors.some((member) => member.length > 0 && member.every(isUnfinished))
  );
}

/**
 * Why a draft cannot be published yet. `code` is `incomplete` for a field that is still empty or wrong (`path` names it
 * with dots), `unknown_topic` and the like, or one of `journeyProblemCodes` with the node concerned. `params` is what a
 * translated sentence needs, `message` an English one.
 */
export const definitionProblem = z.object({
  code: z.string(),
  message: z.string(),
  node: z.string().nullable(),
  path: z.string().nullable(),
  params: z.record(z.string(), z.string()),
});
export type DefinitionProblem = z.infer<typeof definitionProblem>;

/** `stopping` and `archived` are of journeys: nobody enters and who is inside goes to the end; everybody is out. */
export const definitionStatus = z.enum(['draft', 'published', 'paused', 'stopping', 'archived']);
export type DefinitionStatus = z.infer<typeof definitionStatus>;

/** What a segment, a journey and a message have in common. `revision` rises with every change and guards saving. */
export function definitionOf<Value>(schema: z.ZodType<Value>) {
  return z.object({
    id: z.string(),
    name: z.string(),
    status: definitionStatus,
    revision: z.number().int(),
    draft: draftOf(schema),
    published: schema.nullable(),
    hasUnpublishedChanges: z.boolean(),
    problems: z.array(definitionProblem),
    updatedAt: instantText,
    publishedAt: instantText.nullable(),
  });
}

/** Saves a draft. `revision` is the one it was made from; when somebody saved meanwhile the answer is 409. */
export function saveDraftRequest<Value>(schema: z.ZodType<Value>) {
  return z.object({ revision: z.number().int().min(1), draft: draftOf(schema) });
}

/** May be chosen when creating, so that scripts can refer to it; otherwise it is made from the name. */
export const chosenIdentifier = z
  .string()
  .max(64)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'write the id in lower-case letters, digits and hyphens, for example abandoned-cart')
  .optional();
