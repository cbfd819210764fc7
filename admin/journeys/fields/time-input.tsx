import Input from 'antd/es/input';
import styles from './fields.module.css';

interface TimeInputProps {
  readonly id?: string;
  readonly label?: string;
  readonly value: string | undefined;
  readonly onChange: (time: string | undefined) => void;
}

/** A time of day, `HH:MM`, by the browser's own field. */
export function TimeInput({ id, label, value, onChange }: TimeInputProps) {
  return (
    <Input
      {...(id ? { id } : { 'aria-label': label })}
      type="time"
      className={styles['time'] ?? ''}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || undefined)}
    />
  );
}
