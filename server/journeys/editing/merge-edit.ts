import { saveJourneyRequest } from '#contracts/api/journey.ts';
import type { editJourneyAnswer } from '#contracts/api/journey-editing.ts';
import type { Author } from '#contracts/author.ts';
import { RequestError } from '#contracts/errors.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { applyChanges } from '#contracts/journey-editing/apply-changes.ts';
import type { JourneyChange } from '#contracts/journey-editing/change.ts';
import { sameValue } from '#contracts/journey-editing/same-value.ts';
import { getJourney, saveJourney } from '../../definitions/journeys.ts';
import type { DefinitionParts } from '../../definitions/parts.ts';

type Answer = (typeof editJourneyAnswer)['_output'];

/** Each try that fails means that somebody else's was saved, so that this many colleagues would have to save at once. */
const tries = 20;

/** Merges changes into the newest draft. Throws `not_found`, and `invalid_request` for what is no journey afterwards. */
export async function mergeEdit(
  parts: DefinitionParts,
  id: string,
  changes: readonly JourneyChange[],
  by?: Author,
): Promise<Answer & { readonly saved: boolean }> {
  for (let attempt = 1; ; attempt++) {
    const before = await getJourney(parts, id);
    const { definition, conflicts } = applyChanges(before.draft, changes);
    if (sameValue(definition, before.draft)) return { journey: before, conflicts: [...conflicts], saved: false };
    const draft = readDraft(before.revision, definition);
    try {
      const journey = await saveJourney(parts, id, { revision: before.revision, draft }, by);
      return { journey, conflicts: [...conflicts], saved: true };
    } catch (error) {
      const isOvertaken = error instanceof RequestError && error.code === 'revision_conflict';
      if (!isOvertaken || attempt === tries) throw error;
    }
  }
}

function readDraft(revision: number, draft: unknown): JourneyDefinition {
  const read = saveJourneyRequest.safeParse({ revision, draft });
  if (read.success) return read.data.draft;
  const [issue] = read.error.issues;
  throw new RequestError('invalid_request', {
    message: `With these changes it is no journey any more: ${issue?.path.slice(1).join('.')}: ${issue?.message}`,
  });
}
