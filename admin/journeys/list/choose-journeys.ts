import { type DefinitionStatus, definitionStatus } from '#contracts/api/definition.ts';
import type { JourneyListItem } from '#contracts/api/journey.ts';

export interface JourneyChoice {
  readonly search?: string | undefined;
  readonly inStatus?: string | undefined;
}

/** Those whose name or id has every word that was typed, whatever the case; in one status, or in any. */
export function chosenJourneys(
  journeys: readonly JourneyListItem[],
  { search = '', inStatus }: JourneyChoice,
): readonly JourneyListItem[] {
  const words = folded(search).split(/\s+/).filter(Boolean);
  return journeys.filter((journey) => {
    const text = folded(`${journey.name} ${journey.id}`);
    return (inStatus === undefined || journey.status === inStatus) && words.every((word) => text.includes(word));
  });
}

/** How many are in each status that occurs, in the order of a journey's life. */
export function statusesOf(journeys: readonly JourneyListItem[]): readonly (readonly [DefinitionStatus, number])[] {
  return definitionStatus.options.flatMap((status) => {
    const count = journeys.filter((journey) => journey.status === status).length;
    return count > 0 ? [[status, count] as const] : [];
  });
}

/** Full and half width and accents are one. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
