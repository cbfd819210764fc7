import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { ImportMapping } from '#contracts/import.ts';
import { openTarget, targetGroups, targetKey } from './import-targets.ts';

interface TargetSelectProps {
  readonly kind: ImportMapping['kind'];
  readonly label: string;
  readonly value: string;
  readonly onChange: (target: string) => void;
}

export function TargetSelect({ kind, label, value, onChange }: TargetSelectProps) {
  const { t } = useTranslation();
  const words = (target: string) => {
    if (target === openTarget) return t(kind === 'customers' ? 'imports.target.trait' : 'imports.target.property');
    const key = targetKey(target);
    return t(`imports.target.${key}`);
  };
  return (
    <Select
      aria-label={label}
      value={value}
      showSearch={{ optionFilterProp: 'label' }}
      options={targetGroups(kind).map(({ group, targets }) => ({
        label: t(`imports.group.${group}`),
        options: targets.map((target) => ({ value: target, label: words(target) })),
      }))}
      onChange={onChange}
    />
  );
}
