import Input from 'antd/es/input';
import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { PropertyTest } from '#contracts/condition.ts';
import type { SeenField } from '../use-catalog.ts';
import { typed } from './property-test.ts';
import { SuggestInput } from './suggest-input.tsx';

interface PropertyValueInputProps {
  readonly test: PropertyTest;
  readonly field: SeenField | undefined;
  readonly onChange: (test: PropertyTest) => void;
}

export function PropertyValueInput({ test, field, onChange }: PropertyValueInputProps) {
  const { t } = useTranslation();
  const label = t('conditions.value');
  const examples = field?.examples ?? [];
  switch (test.operator) {
    case 'exists':
    case 'not_exists':
      return null;
    case 'between':
      return (
        <>
          {([0, 1] as const).map((end) => (
            <InputNumber
              key={end}
              aria-label={t(end === 0 ? 'conditions.lowest' : 'conditions.highest')}
              value={test.value[end]}
              onChange={(value) => {
                const [low, high] = test.value;
                onChange({ ...test, value: end === 0 ? [value ?? 0, high] : [low, value ?? 0] });
              }}
            />
          ))}
        </>
      );
    case 'one_of':
    case 'all_of':
    case 'none_of':
      return (
        <Select
          mode="tags"
          aria-label={label}
          placeholder={label}
          style={{ minWidth: 200, maxWidth: '100%' }}
          tokenSeparators={[',', '，', '、']}
          status={test.value.length === 0 ? 'warning' : ''}
          value={test.value.map(String)}
          options={examples.map((example) => ({ value: example }))}
          onChange={(values) => onChange({ ...test, value: values.map((value) => typed(value, field?.type)) })}
        />
      );
    case 'greater':
    case 'at_least':
    case 'less':
    case 'at_most':
      return (
        <InputNumber
          aria-label={label}
          value={Number(test.value)}
          onChange={(value) => onChange({ ...test, value: value ?? 0 })}
        />
      );
    case 'before':
    case 'after':
      return (
        <Input
          type="date"
          aria-label={label}
          style={{ width: 160 }}
          status={test.value === '' ? 'warning' : ''}
          value={String(test.value).slice(0, 10)}
          onChange={(event) => onChange({ ...test, value: event.target.value })}
        />
      );
    default:
      return (
        <SuggestInput
          label={label}
          value={String(test.value)}
          suggestions={field?.type === 'boolean' ? ['true', 'false'] : examples}
          onChange={(text) => onChange({ ...test, value: typed(text, field?.type) })}
        />
      );
  }
}
