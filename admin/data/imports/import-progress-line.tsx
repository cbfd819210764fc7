import type { ReactNode } from 'react';
import styles from './import.module.css';

/** A bar from nothing to all, with the words that say what of what. */
export function ProgressLine({ share, label }: { share: number; label: ReactNode }) {
  return (
    <div className={styles['progress']}>
      <progress className={styles['track']} value={share} max={1} />
      <span className="number">{label}</span>
    </div>
  );
}
