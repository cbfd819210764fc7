import type { ReactNode } from 'react';
import styles from './fact-list.module.css';

interface ListedFact {
  readonly key: string;
  readonly label: ReactNode;
  /** The name by which it was sent, to be seen by pointing at the label. */
  readonly sent?: string;
  readonly value: ReactNode;
}

export function FactList({ facts }: { facts: readonly ListedFact[] }) {
  return (
    <dl className={styles['facts']}>
      {facts.map((fact) => (
        <div key={fact.key} style={{ display: 'contents' }}>
          <dt title={fact.sent}>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
