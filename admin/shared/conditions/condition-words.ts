import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { EventMatch } from '#contracts/condition.ts';
import type { TraitTest } from '#contracts/segment/trait.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { listsQuery } from '../../lists/list-queries.ts';
import { segmentsQuery } from '../../segments/segment-queries.ts';
import { useFormat } from '../format.ts';
import type { Names } from '../names/names.ts';
import { useNames } from '../names/use-names.ts';
import { settingsQuery } from '../settings-query.ts';
import type { WordTools } from './kinds/condition-view.ts';
import { viewOf } from './kinds/index.ts';
import { isDateTest } from './parts/trait-test.ts';
import { windowWords } from './parts/window-words.ts';

interface ConditionWords {
  readonly condition: (condition: SegmentCondition) => string;
  readonly event: (match: EventMatch) => string;
}

type Named = { readonly id: string; readonly name: string };

/** Conditions as short sentences, for cards and lists. Names that are still missing read as an ellipsis. */
export function useConditionWords(messageName: (id: string) => string): ConditionWords {
  const { t } = useTranslation();
  const format = useFormat();
  const segments = useQuery(segmentsQuery).data?.items;
  const lists = useQuery(listsQuery).data?.items;
  const topics = useQuery(settingsQuery).data?.topics;
  const names = useNames();
  const event = (match: EventMatch) => eventWords(t, names, match);
  const tools: WordTools = {
    ...{ t, format, names, message: messageName, event },
    segment: (id) => nameIn(segments, id),
    list: (id) => nameIn(lists, id),
    topic: (id) => nameIn(topics, id),
    test: (test, nameOf) => testWords(t, test, nameOf),
    window: (window) => windowWords(t, window),
  };
  const condition = (one: SegmentCondition): string => {
    switch (one.type) {
      case 'not':
        return t('conditionWords.not', { condition: condition(one.condition) });
      case 'all':
      case 'any':
        if (one.conditions.length === 0) return t(`conditionWords.empty.${one.type}`);
        return one.conditions.map(condition).join(t(`conditionWords.joint.${one.type}`));
      default:
        return viewOf(one.type).words(one, tools);
    }
  };
  return { condition, event };
}

function nameIn(items: readonly Named[] | undefined, id: string): string {
  return items?.find((item) => item.id === id)?.name ?? (id || '…');
}

function eventWords(t: TFunction, names: Names, { event, where }: EventMatch): string {
  const name = event === '' ? '…' : names.event(event);
  if (where.length === 0) return name;
  const tests = where.map((test) => testWords(t, test, (path) => names.property(event, path)));
  return `${name} (${tests.join(t('conditionWords.joint.all'))})`;
}

export function testWords(t: TFunction, test: TraitTest, nameOf: (name: string) => string = (name) => name): string {
  const name = test.name === '' ? '…' : nameOf(test.name);
  if (isDateTest(test)) {
    const dates = t(`conditionWords.dates.${test.operator}`, { name, count: test.days });
    if (!('calendar' in test) || test.calendar === undefined) return dates;
    return t('conditionWords.byCalendar', { dates, calendar: t(`conditions.calendarKind.${test.calendar}`) });
  }
  return [name, t(`operator.${test.operator}`), valueWords(test)].join(' ').trim();
}

function valueWords(test: Exclude<TraitTest, { readonly days: number }>): string {
  if (!('value' in test)) return '';
  if (test.operator === 'between') return test.value.join(' – ');
  return (Array.isArray(test.value) ? test.value.join(', ') : String(test.value)) || '…';
}
