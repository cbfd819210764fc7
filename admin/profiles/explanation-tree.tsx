import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SegmentExplanation } from '#contracts/api/segment.ts';
import { messagesQuery } from '../messages/message-queries.ts';
import { useConditionWords } from '../shared/conditions/condition-words.ts';
import { Icon } from '../shared/ui/icon.tsx';
import styles from './explanation-tree.module.css';

export function ExplanationTree({ explanation }: { explanation: SegmentExplanation }) {
  const { t } = useTranslation();
  return (
    <ul className={styles['tree']} aria-label={t('explanation.tree')}>
      <Branch explanation={explanation} />
    </ul>
  );
}

function Branch({ explanation }: { explanation: SegmentExplanation }) {
  const { t } = useTranslation();
  const messages = useQuery(messagesQuery);
  const words = useConditionWords((id) => messages.data?.items.find((item) => item.id === id)?.name ?? id);
  const { condition, holds, children } = explanation;
  const isGroup = condition.type === 'all' || condition.type === 'any' || condition.type === 'not';
  return (
    <li>
      <div className={styles['line']}>
        <span className={holds ? styles['holds'] : styles['fails']}>
          <Icon name={holds ? 'check' : 'close'} size={14} />
          <span className="visually-hidden">{t(holds ? 'explanation.holds' : 'explanation.fails')}</span>
        </span>
        <span className={styles['words']}>
          {isGroup && children.length > 0 ? (
            <span className="soft">{t(`explanation.group.${condition.type}`)}</span>
          ) : (
            words.condition(condition)
          )}
          <Found explanation={explanation} />
        </span>
      </div>
      {children.length > 0 ? (
        <ul className={styles['children']}>
          {children.map((child, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of a condition have no id, and keep their order
            <Branch key={index} explanation={child} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/**
 * What is true of the person, beside what was asked. A profile keeps as many times of an event as decide the condition, so
 * from that number on it is not known how many there were.
 */
function Found({ explanation: { condition, count, value } }: { explanation: SegmentExplanation }) {
  const { t } = useTranslation();
  if (condition.type === 'event' || condition.type === 'engagement') {
    if (count === undefined) return null;
    const { comparison, times } = condition.frequency;
    const kept = comparison === 'at_least' ? times : times + 1;
    return (
      <span className={styles['found']}>
        {count < kept ? t('explanation.times', { count }) : t('explanation.timesOrMore', { count })}
      </span>
    );
  }
  if (condition.type !== 'trait') return null;
  return (
    <span className={styles['found']}>
      {value === undefined || value === null
        ? t('explanation.noValue')
        : t('explanation.value', { value: typeof value === 'object' ? JSON.stringify(value) : String(value) })}
    </span>
  );
}
