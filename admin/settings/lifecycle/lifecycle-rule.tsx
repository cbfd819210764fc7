import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { LifecycleSettings } from '#contracts/lifecycle.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { ConditionGroup } from '../../shared/conditions/condition-group.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { MoveButtons } from '../../shared/ui/move-buttons.tsx';

interface LifecycleRuleProps {
  readonly rule: LifecycleSettings[number];
  readonly onChange: (rule: LifecycleSettings[number]) => void;
  readonly onRemove: () => void;
  readonly onUp?: () => void;
  readonly onDown?: () => void;
}

/** One stage, with the conditions of whoever is in it unless a rule above holds. */
export function LifecycleRule({ rule, onChange, onRemove, onUp, onDown }: LifecycleRuleProps) {
  const { t } = useTranslation();
  const stage = t(`attributes.stage.${rule.stage}`);
  const group = asGroup(rule.condition);
  return (
    <li className="column" style={{ gap: 8 }}>
      <div className="row">
        <h3 style={{ flex: 1, fontWeight: 500 }}>{stage}</h3>
        <MoveButtons
          up={t('lifecycle.up', { stage })}
          down={t('lifecycle.down', { stage })}
          onUp={onUp}
          onDown={onDown}
        />
        <Button
          type="text"
          aria-label={`${t('action.remove')}: ${stage}`}
          icon={<Icon name="trash" size={14} />}
          onClick={onRemove}
        />
      </div>
      {group.type === 'all' && group.conditions.length === 0 ? (
        <p className="small soft">{t('lifecycle.everybody')}</p>
      ) : null}
      <ConditionGroup group={group} onChange={(condition) => onChange({ ...rule, condition })} outermost />
    </li>
  );
}

function asGroup(condition: SegmentCondition): Extract<SegmentCondition, { type: 'all' | 'any' }> {
  return condition.type === 'all' || condition.type === 'any' ? condition : { type: 'all', conditions: [condition] };
}
