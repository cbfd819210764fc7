import InputNumber from 'antd/es/input-number';
import { Field } from '#admin/shared/ui/field.tsx';

interface PercentFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** Undefined: empty. */
  readonly value: number | undefined;
  readonly least: number;
  readonly most: number;
  readonly digits?: number;
  readonly onChange: (value: number | undefined) => void;
}

export function PercentField({ label, hint, value, least, most, digits = 0, onChange }: PercentFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {({ status: _, ...control }) => (
        <InputNumber
          {...control}
          min={least}
          max={most}
          precision={digits}
          suffix="%"
          style={{ width: 128 }}
          value={value ?? null}
          onChange={(next) => onChange(next ?? undefined)}
        />
      )}
    </Field>
  );
}
