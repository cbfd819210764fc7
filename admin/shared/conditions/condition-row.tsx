import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { SegmentCondition } from '#contracts/segment.ts';
import { Icon } from '../ui/icon.tsx';
import { ConditionGroup } from './condition-group.tsx';
import styles from './conditions.module.css';
import { viewOf } from './kinds/index.ts';

interface ConditionRowProps {
  readonly condition: SegmentCondition;
  readonly onChange: (condition: SegmentCondition) => void;
  readonly onRemove: () => void;
}

/** One condition as a sentence, with a switch that turns it into its opposite. */
export function ConditionRow({ condition, onChange, onRemove }: ConditionRowProps) {
  const { t } = useTranslation();
  const negated = condition.type === 'not';
  const inner = negated ? condition.condition : condition;
  const change = (next: SegmentCondition) => onChange(negated ? { type: 'not', condition: next } : next);

  return (
    <div className={styles['row']}>
      <div className={styles['body']}>
        {negated ? <span className={styles['not']}>{t('conditions.not')}</span> : null}
        <Positive condition={inner} onChange={change} />
      </div>
      <span className={styles['tools']}>
        <Button
          type="text"
          size="small"
          aria-pressed={negated}
          onClick={() => onChange(negated ? inner : { type: 'not', condition: inner })}
        >
          {negated ? t('conditions.affirm') : t('conditions.negate')}
        </Button>
        <Button
          type="text"
          size="small"
          aria-label={t('action.remove')}
          icon={<Icon name="close" size={14} />}
          onClick={onRemove}
        />
      </span>
    </div>
  );
}

function Positive({ condition, onChange }: Omit<ConditionRowProps, 'onRemove'>) {
  switch (condition.type) {
    case 'all':
    case 'any':
      return <ConditionGroup group={condition} onChange={onChange} />;
    case 'not':
      return <ConditionRow condition={condition} onChange={onChange} onRemove={() => onChange(condition.condition)} />;
    default: {
      const { Sentence } = viewOf(condition.type);
      return <Sentence condition={condition} onChange={onChange} />;
    }
  }
}
