import { type ReactNode, useId } from 'react';
import styles from './field.module.css';

interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
  readonly status?: 'error';
}

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** Gets what ties the control to its label, hint and error. */
  readonly children: (control: ControlProps) => ReactNode;
}

export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const description = error || hint ? { 'aria-describedby': `${id}-note` } : {};
  return (
    <div className={styles['field']}>
      <label id={`${id}-label`} htmlFor={id} className={styles['label']}>
        {label}
      </label>
      {children({ id, ...description, ...(error ? { 'aria-invalid': true, status: 'error' } : {}) })}
      {error ? (
        <span id={`${id}-note`} className={styles['error']} role="alert">
          {error}
        </span>
      ) : hint ? (
        <span id={`${id}-note`} className={styles['hint']}>
          {hint}
        </span>
      ) : null}
    </div>
  );
}
