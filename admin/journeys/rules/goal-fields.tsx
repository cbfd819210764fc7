import Checkbox from 'antd/es/checkbox';
import Input from 'antd/es/input';
import { useTranslation } from 'react-i18next';
import { DurationInput } from '../../shared/ui/duration-input.tsx';
import { RowList } from '../fields/row-list.tsx';
import { freshId } from '../graph/edit-journey.ts';
import { HappeningFields } from './happening-fields.tsx';
import { type RuleFieldsProps, withPart } from './rule-fields-props.ts';

/** In minutes. */
const aWeek = 10_080;

/** What the journey is for. */
export function GoalFields({ definition, onChange }: RuleFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className="column" style={{ alignItems: 'stretch' }}>
      <h3>{t('canvas.rules.goals')}</h3>
      <p className="small faint">{t('canvas.rules.goalsHint')}</p>
      <RowList
        items={definition.goals ?? []}
        add={t('canvas.rules.addGoal')}
        most={10}
        fresh={() => ({
          id: freshId('goal'),
          name: '',
          on: { type: 'event' as const, match: { event: '', where: [] } },
          ends: true,
        })}
        onChange={(goals) => onChange(withPart(definition, 'goals', goals.length > 0 ? goals : undefined))}
      >
        {(goal, replace) => (
          <>
            <Input
              aria-label={t('nodeForm.goalName')}
              placeholder={t('nodeForm.goalName')}
              maxLength={200}
              value={goal.name}
              onChange={(event) => replace({ ...goal, name: event.target.value })}
            />
            <HappeningFields on={goal.on} onChange={(on) => replace({ ...goal, on })} />
            <Checkbox checked={goal.ends} onChange={(event) => replace({ ...goal, ends: event.target.checked })}>
              {t('canvas.rules.goalEnds')}
            </Checkbox>
            <Checkbox
              checked={goal.withinMinutes !== undefined}
              onChange={(event) => {
                const { withinMinutes: _, ...rest } = goal;
                replace(event.target.checked ? { ...rest, withinMinutes: aWeek } : rest);
              }}
            >
              {t('canvas.rules.goalWithin')}
            </Checkbox>
            {goal.withinMinutes === undefined ? null : (
              <DurationInput
                minutes={goal.withinMinutes}
                onChange={(withinMinutes) => replace({ ...goal, withinMinutes })}
              />
            )}
          </>
        )}
      </RowList>
    </div>
  );
}
