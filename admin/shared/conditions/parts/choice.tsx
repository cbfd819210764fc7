import Select from 'antd/es/select';
import type { ReactNode } from 'react';

interface ChoiceProps<Value extends string | number> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[];
  readonly onChange: (value: Value) => void;
  /** Nothing is chosen yet. */
  readonly missing?: boolean;
}

/** One of a few words within a sentence. */
export function Choice<Value extends string | number>({
  label,
  value,
  options,
  onChange,
  missing,
}: ChoiceProps<Value>) {
  return (
    <Select<Value>
      aria-label={label}
      value={missing ? null : value}
      placeholder={label}
      popupMatchSelectWidth={false}
      status={missing ? 'warning' : ''}
      style={{ maxWidth: '100%', minWidth: missing ? 160 : undefined }}
      showSearch={options.length > 12 ? { optionFilterProp: 'label' } : false}
      options={[...options]}
      onChange={onChange}
    />
  );
}
