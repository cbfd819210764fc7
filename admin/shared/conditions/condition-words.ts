import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { EventMatch, PropertyTest } from '#contracts/condition.ts';
import type { Frequency } from '#contracts/segment/frequency.ts';
import type { SegmentCondition } from '#contracts/segment.ts';

interface ConditionWords {
  readonly condition: (condition: SegmentCondition) => string;
  readonly event: (match: EventMatch) => string;
}

/** Conditions as short sentences, for cards and lists. Names that are still missing read as an ellipsis. */
export function useConditionWords(messageName: (id: string) => string): ConditionWords {
  const { t } = useTranslation();
  const condition = (one: SegmentCondition): string => {
    switch (one.type) {
      case 'trait':
        return testWords(t, one.test);
      case 'event':
        return t('conditionWords.event', { event: eventWords(t, one.match), ...frequencyWords(t, one.frequency) });
      case 'engagement':
        return t('conditionWords.engagement', {
          kind: t(`conditions.engagementKind.${one.kind}`),
          message: one.message ? messageName(one.message) : t('conditions.anyMessage'),
          ...frequencyWords(t, one.frequency),
        });
      case 'not':
        return t('conditionWords.not', { condition: condition(one.condition) });
      case 'all':
      case 'any':
        if (one.conditions.length === 0) return t(`conditionWords.empty.${one.type}`);
        return one.conditions.map(condition).join(t(`conditionWords.joint.${one.type}`));
    }
  };
  return { condition, event: (match) => eventWords(t, match) };
}

function eventWords(t: TFunction, match: EventMatch): string {
  const name = match.event || '…';
  if (match.where.length === 0) return name;
  return `${name} (${match.where.map((test) => testWords(t, test)).join(t('conditionWords.joint.all'))})`;
}

export function testWords(t: TFunction, test: PropertyTest): string {
  const value = 'value' in test ? (Array.isArray(test.value) ? test.value.join(', ') : String(test.value)) || '…' : '';
  return [test.name || '…', t(`operator.${test.operator}`), value].join(' ').trim();
}

function frequencyWords(t: TFunction, frequency: Frequency): { often: string; window: string } {
  return {
    often: t('conditionWords.often', { comparison: t(`comparison.${frequency.comparison}`), count: frequency.times }),
    window:
      frequency.withinDays === undefined
        ? t('conditions.ever')
        : t('conditions.lastDays', { count: frequency.withinDays }),
  };
}
