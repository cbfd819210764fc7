import type { ReactNode } from 'react';
import styles from './fact-list.module.css';

interface ListedFact {
  readonly key: string;
  readonly label: ReactNode;
  readonly value: ReactNode;
}

export function FactList({ facts }: { facts: readonly ListedFact[] }) {
  return (
    <dl className={styles['facts']}>
      {facts.map((fact) => (
        <div key={fact.key} style={{ display: 'contents' }}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
