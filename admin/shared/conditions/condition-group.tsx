import Button from 'antd/es/button';
import Select from 'antd/es/select';
import { Trans, useTranslation } from 'react-i18next';
import type { SegmentCondition } from '#contracts/segment.ts';
import { ChoiceMenu } from '../ui/choice-menu.tsx';
import { Icon } from '../ui/icon.tsx';
import { ConditionRow } from './condition-row.tsx';
import styles from './conditions.module.css';
import type { ConditionType } from './kinds/condition-view.ts';
import { addableConditions, newCondition, viewOf } from './kinds/index.ts';

type Group = Extract<SegmentCondition, { type: 'all' | 'any' }>;

interface ConditionGroupProps {
  readonly group: Group;
  readonly onChange: (group: Group) => void;
  readonly onRemove?: () => void;
  /** The outermost group speaks of people, inner ones of the person. */
  readonly outermost?: boolean;
}

export function ConditionGroup({ group, onChange, onRemove, outermost = false }: ConditionGroupProps) {
  const { t } = useTranslation();
  const replace = (index: number, next: SegmentCondition) =>
    onChange({ ...group, conditions: group.conditions.map((one, at) => (at === index ? next : one)) });
  const remove = (index: number) =>
    onChange({ ...group, conditions: group.conditions.filter((_, at) => at !== index) });
  const append = (added: SegmentCondition) => onChange({ ...group, conditions: [...group.conditions, added] });
  const choice = (type: ConditionType) => ({
    key: type,
    label: t(`conditions.add.${type}`),
    // The menu gives its distance to an element that takes a class.
    icon: (
      <span>
        <Icon name={viewOf(type).icon} size={14} />
      </span>
    ),
    onClick: () => append(newCondition(type)),
  });

  return (
    <fieldset className={outermost ? styles['outermost'] : styles['group']}>
      <div className={styles['sentence']}>
        <Trans
          i18nKey={outermost ? 'conditions.people' : 'conditions.inner'}
          components={{
            which: (
              <Select
                aria-label={t('conditions.combine')}
                value={group.type}
                popupMatchSelectWidth={false}
                options={[
                  { value: 'all', label: t('conditions.all') },
                  { value: 'any', label: t('conditions.any') },
                ]}
                onChange={(type) => onChange({ ...group, type })}
              />
            ),
          }}
        />
        {onRemove ? (
          <Button
            type="text"
            aria-label={t('action.remove')}
            icon={<Icon name="close" size={14} />}
            onClick={onRemove}
          />
        ) : null}
      </div>
      <ul className={styles['conditions']}>
        {group.conditions.map((condition, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
          <li key={index} className={styles['condition']}>
            <ConditionRow
              condition={condition}
              onChange={(next) => replace(index, next)}
              onRemove={() => remove(index)}
            />
          </li>
        ))}
        <li>
          <ChoiceMenu
            menu={{
              className: styles['choices'] ?? '',
              items: [
                ...addableConditions.map(([name, types]) => ({
                  type: 'group' as const,
                  key: name,
                  label: t(`conditions.addGroup.${name}`),
                  children: types.map(choice),
                })),
                { type: 'divider' as const, key: 'divider' },
                {
                  key: 'group',
                  label: t('conditions.add.group'),
                  onClick: () => append({ type: 'any', conditions: [newCondition('trait')] }),
                },
              ],
            }}
          >
            <Button type="dashed" icon={<Icon name="plus" size={14} />}>
              {t('conditions.addCondition')}
            </Button>
          </ChoiceMenu>
        </li>
      </ul>
    </fieldset>
  );
}
