import { type DefinitionStatus, definitionStatus } from '#contracts/api/definition.ts';
import type { JourneyListItem } from '#contracts/api/journey.ts';
import { isReadAs } from '#contracts/pinyin/readings.ts';
import type { JourneySort } from './journey-sorts.ts';

export interface JourneyChoice {
  readonly search?: string | undefined;
  readonly inStatus?: string | undefined;
  readonly sort?: JourneySort | undefined;
}

/**
 * Those whose name or id has every word that was typed, whatever the case, Chinese ones by sound too; in one status, or in any.
 * `language` is whose order names have; Chinese ones stand by pinyin.
 */
export function chosenJourneys(
  journeys: readonly JourneyListItem[],
  { search = '', inStatus, sort = 'changed' }: JourneyChoice,
  language: string,
): readonly JourneyListItem[] {
  const words = folded(search).split(/\s+/).filter(Boolean);
  const found = journeys.filter((journey) => {
    const text = folded(`${journey.name} ${journey.id}`);
    return (
      (inStatus === undefined || journey.status === inStatus) &&
      words.every((word) => text.includes(word) || isReadAs(journey.name, word))
    );
  });
  if (sort === 'changed') return found;
  if (sort === 'name') {
    const { compare } = new Intl.Collator(language === 'en' ? 'en' : 'zh-Hans-u-co-pinyin', { numeric: true });
    return found.toSorted((one, other) => compare(one.name, other.name));
  }
  const figure = (journey: JourneyListItem) => journey[sort === 'revenue' ? 'attributedRevenue' : sort];
  return found.toSorted((one, other) => figure(other) - figure(one));
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
