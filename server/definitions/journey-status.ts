import type { DefinitionStatus } from '#contracts/api/definition.ts';
import type { Journey } from '#contracts/api/journey.ts';
import { RequestError } from '#contracts/errors.ts';
import { presentJourney } from './journeys.ts';
import type { DefinitionParts } from './parts.ts';
import { findRow, setStatus } from './rows.ts';

/** Nobody enters any more; who is inside goes on to the end. Throws `wrong_status` unless it is published. */
export async function pauseJourney(parts: DefinitionParts, id: string): Promise<Journey> {
  await requireStatus(parts, id, ['published'], 'paused');
  await setEntry(parts, id, null);
  return presentJourney(parts, await setStatus(parts, 'journey', id, 'paused'));
}

/** New people enter the newest published version again. Throws `wrong_status` unless it is paused or stopping. */
export async function resumeJourney(parts: DefinitionParts, id: string): Promise<Journey> {
  const { version } = await requireStatus(parts, id, ['paused', 'stopping'], 'resumed');
  await setEntry(parts, id, version);
  return presentJourney(parts, await setStatus(parts, 'journey', id, 'published'));
}

/**
 * Ends a journey for good: at once, or when the last one inside has come to the end. Throws `wrong_status` for one that is
 * archived, or to be finished while nobody was ever let in.
 */
export async function stopJourney(parts: DefinitionParts, id: string, how: 'finish' | 'now'): Promise<Journey> {
  if (how === 'finish') {
    await requireStatus(parts, id, ['published', 'paused'], 'stopped');
    await setEntry(parts, id, null);
    return presentJourney(parts, await setStatus(parts, 'journey', id, 'stopping'));
  }
  await requireStatus(parts, id, ['draft', 'published', 'paused', 'stopping'], 'archived');
  await parts.store.releases.publish(parts.workspace, (newest) => ({
    ...newest,
    journeys: newest.journeys.filter((journey) => journey.id !== id),
  }));
  return presentJourney(parts, await setStatus(parts, 'journey', id, 'archived'));
}

/** An archived journey is a draft again. Throws `wrong_status`. */
export async function restoreJourney(parts: DefinitionParts, id: string): Promise<Journey> {
  await requireStatus(parts, id, ['archived'], 'restored');
  return presentJourney(parts, await setStatus(parts, 'journey', id, 'draft'));
}

async function requireStatus(
  parts: DefinitionParts,
  id: string,
  allowed: readonly DefinitionStatus[],
  done: string,
): Promise<{ readonly version: number }> {
  const row = await findRow(parts, 'journey', id);
  if (allowed.includes(row.status)) return row;
  throw new RequestError('wrong_status', {
    message: `The journey is ${row.status}; only a ${allowed.join(' or ')} one can be ${done}.`,
  });
}

/** Which version people enter; null: none. */
async function setEntry(parts: DefinitionParts, id: string, version: number | null): Promise<void> {
  await parts.store.releases.publish(parts.workspace, (newest) => ({
    ...newest,
    journeys: newest.journeys.map((journey) =>
      journey.id === id ? { ...journey, entry: journey.version === version } : journey,
    ),
  }));
}
