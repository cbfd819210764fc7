import InputNumber from 'antd/es/input-number';

interface NumberPartProps {
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly precision?: number;
  readonly unit?: string;
  /** Of few digits. */
  readonly short?: boolean;
  readonly onChange: (value: number) => void;
}

/** A number within a sentence; an emptied field keeps the number that it had. */
export function NumberPart({ label, value, onChange, unit, short, ...limits }: NumberPartProps) {
  return (
    <InputNumber<number>
      aria-label={label}
      style={{ width: unit ? 112 : short ? 64 : 88 }}
      suffix={unit}
      value={value}
      onChange={(next) => next !== null && onChange(next)}
      {...limits}
    />
  );
}
