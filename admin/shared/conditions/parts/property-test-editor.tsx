import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { PropertyTest } from '#contracts/condition.ts';
import styles from '../conditions.module.css';
import type { SeenField } from '../use-catalog.ts';
import { operators, withName, withOperator } from './property-test.ts';
import { PropertyValueInput } from './property-value-input.tsx';
import { SuggestInput } from './suggest-input.tsx';

interface PropertyTestEditorProps {
  readonly test: PropertyTest;
  readonly fields: readonly SeenField[];
  readonly nameOf?: (path: string) => string;
  readonly onChange: (test: PropertyTest) => void;
}

export function PropertyTestEditor({ test, fields, nameOf, onChange }: PropertyTestEditorProps) {
  const { t } = useTranslation();
  const field = fields.find(({ name }) => name === test.name);
  return (
    <span className={styles['parts']}>
      <SuggestInput
        label={t('conditions.fieldName')}
        value={test.name}
        suggestions={fields.map(({ name }) => name)}
        {...(nameOf && { nameOf })}
        onChange={(name) => onChange(withName(test, name))}
      />
      <Select
        aria-label={t('conditions.operator')}
        value={test.operator}
        popupMatchSelectWidth={false}
        options={operators.map((operator) => ({ value: operator, label: t(`operator.${operator}`) }))}
        onChange={(operator) => onChange(withOperator(test, operator))}
      />
      <PropertyValueInput test={test} field={field} onChange={onChange} />
    </span>
  );
}
