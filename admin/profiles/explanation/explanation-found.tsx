import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { instantText } from '#contracts/api/list.ts';
import type { SegmentExplanation } from '#contracts/api/segment.ts';
import type { DoNotContactScope, SuppressionReason } from '#contracts/consent/consent.ts';
import type { ReachabilityObstacle } from '#contracts/segment/consent.ts';
import type { Frequency } from '#contracts/segment/frequency.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { type Format, useFormat } from '../../shared/format.ts';
import styles from './explanation-tree.module.css';

type Condition<Type extends SegmentCondition['type']> = Extract<SegmentCondition, { type: Type }>;

/** What is true of the person, beside what was asked. */
export function ExplanationFound({ explanation }: { explanation: SegmentExplanation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const since = explanation.since && t('explanation.since', { date: format.dateTime(explanation.since) });
  const lines = [foundWords(explanation, t, format), since].filter((line) => line !== undefined && line !== '');
  return lines.map((line) => (
    <span key={line} className={styles['found']}>
      {line}
    </span>
  ));
}

function foundWords(explanation: SegmentExplanation, t: TFunction, format: Format): string | undefined {
  const { condition, value, count, newestAt } = explanation;
  const date = newestAt === undefined ? '' : format.dateTime(newestAt);
  switch (condition.type) {
    case 'event':
    case 'engagement':
    case 'order':
      return count === undefined
        ? undefined
        : [timesWords(condition.frequency, count, t), date && t('explanation.lastAt', { date })]
            .filter(Boolean)
            .join(' · ');
    case 'occurrence':
      return date ? t(`explanation.${condition.which}At`, { date }) : t('explanation.never');
    case 'sequence':
      return date ? t('explanation.began', { date }) : t('explanation.notFound');
    case 'aggregate':
    case 'order_amount':
      return typeof value === 'number'
        ? t('explanation.amount', { value: format.number(value) })
        : t('explanation.amountNone');
    case 'rfm':
      return rfmWords(value, t);
    case 'near':
      return typeof value === 'number'
        ? t('explanation.kilometres', { value: format.number(value) })
        : t('explanation.noValue');
    case 'consent':
      return t('explanation.value', { value: t(`conditions.standing.${value as Condition<'consent'>['status']}`) });
    case 'reachable':
      return value === undefined ? undefined : t(`explanation.obstacle.${value as ReachabilityObstacle}`);
    case 'suppressed':
      return suppressedWords(value as readonly SuppressionReason[], t);
    case 'do_not_contact':
      return value === undefined
        ? t('explanation.notOrdered')
        : t('explanation.ordered', { scope: t(`conditions.contactScope.${value as DoNotContactScope}`) });
    case 'company':
      return (value as readonly string[]).length === 0
        ? t('explanation.noCompany')
        : t('explanation.companies', { value: (value as readonly string[]).join(', ') });
    case 'trait':
    case 'location':
    case 'device':
    case 'language':
    case 'time_zone':
      return value === undefined || value === null
        ? t('explanation.noValue')
        : t('explanation.value', { value: shown(value, format) });
    default:
      return undefined;
  }
}

function shown(value: unknown, format: Format): string {
  if (typeof value === 'string' && instantText.safeParse(value).success) return format.dateTime(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * A profile keeps as many times of a thing as decide the condition, so that from that number on it is not known how many
 * there were; full days, weeks and so on are counted.
 */
function timesWords({ comparison, times, window }: Frequency, count: number, t: TFunction): string {
  const isCounted = window?.type === 'calendar' && window.last > 0;
  const kept = comparison === 'at_least' ? times : times + 1;
  return isCounted || count < kept ? t('explanation.times', { count }) : t('explanation.timesOrMore', { count });
}

function rfmWords(value: unknown, t: TFunction): string {
  if (typeof value !== 'object' || value === null) return t('explanation.rfmNone');
  return t('monetary' in value ? 'explanation.rfmValue' : 'explanation.rfm', { ...value });
}

function suppressedWords(reasons: readonly SuppressionReason[], t: TFunction): string {
  if (reasons.length === 0) return t('explanation.notSuppressed');
  return t('explanation.suppressedFor', {
    reasons: reasons.map((reason) => t(`conditions.suppression.${reason}`)).join(', '),
  });
}
