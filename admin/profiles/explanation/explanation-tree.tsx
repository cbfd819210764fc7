import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SegmentExplanation } from '#contracts/api/segment.ts';
import { messagesQuery } from '../../messages/message-queries.ts';
import { useConditionWords } from '../../shared/conditions/condition-words.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { ExplanationFound } from './explanation-found.tsx';
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
          <ExplanationFound explanation={explanation} />
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
