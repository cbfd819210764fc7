import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readPeopleMove } from '#contracts/people-move.ts';
import { journeysQuery } from '../../journeys/journey-queries.ts';
import { listsQuery } from '../../lists/list-queries.ts';
import { messagesQuery } from '../../messages/message-queries.ts';
import { segmentsQuery } from '../../segments/segment-queries.ts';

type Filters = Readonly<Record<string, string | undefined>>;
interface Named {
  readonly id: string;
  readonly name: string;
}

/** Says the filters of an export as a reader knows them: what is named by its id there has its name here. */
export function useFilterWords(used: readonly Filters[]): (filters: Filters) => readonly string[] {
  const { t } = useTranslation();
  const has = (...keys: readonly string[]) => used.some((filters) => keys.some((key) => filters[key] !== undefined));
  const segments = useQuery({ ...segmentsQuery, enabled: has('segment', 'moved') }).data?.items;
  const journeys = useQuery({ ...journeysQuery, enabled: has('journey') }).data?.items;
  const messages = useQuery({ ...messagesQuery, enabled: has('message') }).data?.items;
  const lists = useQuery({ ...listsQuery, enabled: has('list') }).data?.items;
  const word = (key: string, value: string): string => {
    switch (key) {
      case 'segment':
        return t('exports.filter.segment', { name: nameOf(segments, value) });
      case 'journey':
        return t('exports.filter.journey', { name: nameOf(journeys, value) });
      case 'message':
        return t('exports.filter.message', { name: nameOf(messages, value) });
      case 'list':
        return t('exports.filter.list', { name: nameOf(lists, value) });
      case 'moved': {
        const { from, to } = readPeopleMove(value) ?? {};
        const ends = [from, to].flatMap((id) => (id === undefined ? [] : [nameOf(segments, id)]));
        return t('exports.filter.moved', { name: ends.join(' → ') });
      }
      default:
        return value;
    }
  };
  return (filters) =>
    Object.entries(filters).flatMap(([key, value]) => (value === undefined ? [] : [word(key, value)]));
}

/** The id stands for what is not known yet, or is deleted. */
function nameOf(items: readonly Named[] | undefined, id: string): string {
  return items?.find((item) => item.id === id)?.name ?? id;
}
