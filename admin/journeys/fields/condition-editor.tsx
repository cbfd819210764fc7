import Button from 'antd/es/button';
import Select from 'antd/es/select';
import { Trans, useTranslation } from 'react-i18next';
import type { JourneyCondition } from '#contracts/journey/condition.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import conditionStyles from '../../shared/conditions/conditions.module.css';
import { ChoiceMenu } from '../../shared/ui/choice-menu.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { ConditionPart } from './condition-part.tsx';

type Group = Extract<JourneyCondition, { type: 'all' | 'any' }>;

interface ConditionEditorProps {
  readonly condition: JourneyCondition;
  readonly definition: JourneyDefinition;
  readonly onChange: (condition: JourneyCondition) => void;
}

const addable = ['profile', 'segment', 'entry', 'run', 'any'] as const;

/** What a run is asked: about the person, her segments, what started it, and its own variables. */
export function ConditionEditor({ condition, definition, onChange }: ConditionEditorProps) {
  const { t } = useTranslation();
  const group = asGroup(condition);
  const setAt = (index: number, next: JourneyCondition) =>
    onChange({ ...group, conditions: group.conditions.map((one, at) => (at === index ? next : one)) });
  const removeAt = (index: number) =>
    onChange({ ...group, conditions: group.conditions.filter((_, at) => at !== index) });

  return (
    <fieldset className={conditionStyles['group']}>
      <div className={conditionStyles['sentence']}>
        <Trans
          i18nKey="canvas.ifWhich"
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
      </div>
      <ul className={conditionStyles['conditions']}>
        {group.conditions.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
          <li key={index} className={conditionStyles['condition']}>
            <Negatable condition={one} onChange={(next) => setAt(index, next)} onRemove={() => removeAt(index)}>
              {(inner, change) =>
                isGroup(inner) ? (
                  <ConditionEditor condition={inner} definition={definition} onChange={change} />
                ) : (
                  <ConditionPart condition={inner} definition={definition} onChange={change} />
                )
              }
            </Negatable>
          </li>
        ))}
        <li>
          <ChoiceMenu
            menu={{
              items: addable.map((type) => ({
                key: type,
                label: t(`canvas.ask.${type}`),
                onClick: () => onChange({ ...group, conditions: [...group.conditions, emptyCondition(type)] }),
              })),
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

interface NegatableProps {
  readonly condition: JourneyCondition;
  readonly onChange: (condition: JourneyCondition) => void;
  readonly onRemove: () => void;
  readonly children: (
    inner: Exclude<JourneyCondition, { type: 'not' }>,
    change: (next: JourneyCondition) => void,
  ) => React.ReactNode;
}

/** A condition with a switch that turns it into its opposite. */
function Negatable({ condition, onChange, onRemove, children }: NegatableProps) {
  const { t } = useTranslation();
  const negated = condition.type === 'not';
  const inner = negated ? condition.condition : condition;
  if (inner.type === 'not') return null;
  return (
    <div className={conditionStyles['row']}>
      <div className={conditionStyles['body']}>
        {negated ? <span className={conditionStyles['not']}>{t('conditions.not')}</span> : null}
        {children(inner, (next) => onChange(negated ? { type: 'not', condition: next } : next))}
      </div>
      <span className={conditionStyles['tools']}>
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

function isGroup(condition: JourneyCondition): condition is Group {
  return condition.type === 'all' || condition.type === 'any';
}

function asGroup(condition: JourneyCondition): Group {
  return isGroup(condition) ? condition : { type: 'all', conditions: [condition] };
}

function emptyCondition(type: (typeof addable)[number]): JourneyCondition {
  switch (type) {
    case 'profile':
      return { type, condition: { type: 'all', conditions: [] } };
    case 'segment':
      return { type, segment: '', is: 'in' };
    case 'entry':
    case 'run':
      return { type, test: { name: '', operator: 'equals', value: '' } };
    case 'any':
      return { type, conditions: [] };
  }
}
