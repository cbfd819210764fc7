import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import Space from 'antd/es/space';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const units = { minutes: 1, hours: 60, days: 1_440 } as const;
type Unit = keyof typeof units;
const allUnits = Object.keys(units) as Unit[];

interface DurationInputProps {
  readonly id?: string;
  readonly minutes: number;
  /** From the smallest on; all by default. */
  readonly units?: readonly Unit[];
  readonly onChange: (minutes: number) => void;
}

/** Whole minutes, shown in the largest unit that has no remainder. */
export function DurationInput({ id, minutes, units: offered = allUnits, onChange }: DurationInputProps) {
  const { t } = useTranslation();
  const [unit, setUnit] = useState<Unit>(() => largestUnit(minutes));
  const shown = minutes % units[unit] === 0 ? unit : largestUnit(minutes);
  return (
    <Space.Compact block>
      <InputNumber
        {...(id ? { id } : { 'aria-label': t('duration.amount') })}
        min={1}
        precision={0}
        style={{ flex: 1, minWidth: 80 }}
        value={minutes / units[shown]}
        onChange={(amount) => onChange(Math.max(1, amount ?? 1) * units[shown])}
      />
      <Select
        aria-label={t('duration.unit')}
        value={shown}
        style={{ width: 104 }}
        options={offered.map((value) => ({ value, label: t(`duration.${value}`) }))}
        onChange={(next) => {
          setUnit(next);
          onChange((minutes / units[shown]) * units[next]);
        }}
      />
    </Space.Compact>
  );
}

function largestUnit(minutes: number): Unit {
  return allUnits.findLast((unit) => minutes % units[unit] === 0) ?? 'minutes';
}
