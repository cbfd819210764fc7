import type { ReactElement } from 'react';
import { Trans } from 'react-i18next';
import styles from '../conditions.module.css';

interface SentenceProps {
  readonly i18nKey: string;
  readonly parts: Readonly<Record<string, ReactElement>>;
  /** Where the words beside a number go by it. */
  readonly count?: number;
}

/** Controls in the order in which the language says them. */
export function Sentence({ i18nKey, parts, count }: SentenceProps) {
  return (
    <div className={styles['sentence']}>
      <Trans i18nKey={i18nKey} components={parts} {...(count !== undefined && { count })} />
    </div>
  );
}
