import { useMayChange } from '../../sign-in/use-may-change.ts';
import styles from './name-input.module.css';

interface NameInputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A heading that can be written into. */
export function NameInput({ label, value, onChange }: NameInputProps) {
  const mayChange = useMayChange();
  return (
    <input
      readOnly={!mayChange}
      className={styles['name']}
      aria-label={label}
      placeholder={label}
      maxLength={200}
      value={value}
      title={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
