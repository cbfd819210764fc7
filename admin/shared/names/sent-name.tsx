import styles from './sent-name.module.css';

interface SentNameProps {
  /** As it is sent. */
  readonly name: string;
  /** What people read in place of it. */
  readonly shown: string;
}

/** A name as people read it; beside it, where that is another one, the name by which it is sent. */
export function SentName({ name, shown }: SentNameProps) {
  if (shown === name) return name;
  return (
    <>
      {shown} <span className={styles['sent']}>{name}</span>
    </>
  );
}
