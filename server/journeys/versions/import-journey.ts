import type { Journey } from '#contracts/api/journey.ts';
import type { ImportJourneyRequest } from '#contracts/api/journey-version.ts';
import type { Author } from '#contracts/author.ts';
import { withReferences } from '#contracts/journey/references.ts';
import { createJourney } from '../../definitions/journeys.ts';
import { createMessage } from '../../definitions/messages.ts';
import type { DefinitionParts } from '../../definitions/parts.ts';
import { standingOf } from './message-here.ts';

/**
 * Makes drafts of a journey and of the messages that it sends, under ids of their own where theirs are taken. A message
 * that is here already with the same content is used as it is.
 */
export async function importJourney(parts: DefinitionParts, file: ImportJourneyRequest, by?: Author): Promise<Journey> {
  const renamed = new Map((file.replace ?? []).map(({ noun, id, by }) => [`${noun} ${id}`, by]));
  for (const message of file.messages) {
    const here = await standingOf(parts, message);
    if (here === 'same') continue;
    const { id } = await createMessage(parts, {
      name: message.name,
      draft: message,
      ...(here === 'new' && { id: message.id }),
    });
    renamed.set(`message ${message.id}`, id);
  }
  const draft = withReferences(file.journey, (noun, id) => renamed.get(`${noun} ${id}`) ?? id);
  return createJourney(parts, { name: draft.name, draft }, by);
}
