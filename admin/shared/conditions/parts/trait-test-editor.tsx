import { useTranslation } from 'react-i18next';
import type { TraitTest } from '#contracts/segment/trait.ts';
import { useNames } from '../../names/use-names.ts';
import styles from '../conditions.module.css';
import type { SeenField } from '../use-catalog.ts';
import { Choice } from './choice.tsx';
import { NumberPart } from './number-part.tsx';
import { operators } from './property-test.ts';
import { PropertyValueInput } from './property-value-input.tsx';
import { SuggestInput } from './suggest-input.tsx';
import { isDateTest, traitOperators, withTraitOperator } from './trait-test.ts';

interface TraitTestEditorProps {
  readonly test: TraitTest;
  readonly fields: readonly SeenField[];
  readonly onChange: (test: TraitTest) => void;
}

/** A test of a trait: those of any property, and those that read it as a date. */
export function TraitTestEditor({ test, fields, onChange }: TraitTestEditorProps) {
  const { t } = useTranslation();
  const names = useNames();
  const field = fields.find(({ name }) => name === test.name);
  return (
    <span className={styles['parts']}>
      <SuggestInput
        label={t('conditions.fieldName')}
        value={test.name}
        suggestions={fields.map(({ name }) => name)}
        nameOf={names.trait}
        onChange={(name) => onChange({ ...test, name })}
      />
      <Choice
        label={t('conditions.operator')}
        value={test.operator}
        options={[...operators, ...traitOperators].map((value) => ({ value, label: t(`operator.${value}`) }))}
        onChange={(operator) => onChange(withTraitOperator(test, operator))}
      />
      {isDateTest(test) ? (
        <NumberPart
          label={t('conditions.days')}
          value={test.days}
          min={test.operator === 'anniversary_in' || test.operator === 'anniversary_within' ? 0 : 1}
          max={test.operator === 'anniversary_in' || test.operator === 'anniversary_within' ? 365 : 36_500}
          precision={0}
          unit={t(`conditions.dateUnit.${test.operator}`, { count: test.days })}
          onChange={(days) => onChange({ ...test, days })}
        />
      ) : (
        <PropertyValueInput test={test} field={field} onChange={onChange} />
      )}
      {test.operator === 'anniversary_in' || test.operator === 'anniversary_within' ? (
        <Choice
          label={t('conditions.calendarKind.label')}
          value={test.calendar ?? 'own'}
          options={(['own', 'solar', 'lunar'] as const).map((value) => ({
            value,
            label: t(`conditions.calendarKind.${value}`),
          }))}
          onChange={(calendar) => {
            const { calendar: _, ...rest } = test;
            onChange(calendar === 'own' ? rest : { ...rest, calendar });
          }}
        />
      ) : null}
    </span>
  );
}
