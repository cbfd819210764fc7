import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { PayloadRule } from '#contracts/source.ts';

type FieldType = PayloadRule['fields'][number]['type'];
const types: readonly FieldType[] = ['auto', 'text', 'number'];

export function TypeSelect({ value, onChange }: { value: FieldType; onChange: (type: FieldType) => void }) {
  const { t } = useTranslation();
  return (
    <Select
      aria-label={t('sources.readAs')}
      value={value}
      options={types.map((type) => ({ value: type, label: t(`sources.types.${type}`) }))}
      onChange={onChange}
    />
  );
}
