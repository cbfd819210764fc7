import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';
import styles from './thread.module.css';

/** Things that happened, on one line through time, the newest at the top. */
export function Thread({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ol className={styles['thread']} aria-label={label}>
      {children}
    </ol>
  );
}

interface ThreadItemProps {
  readonly icon: IconName;
  readonly color: string;
  readonly at: ReactNode;
  readonly detail?: ReactNode;
  readonly children: ReactNode;
}

export function ThreadItem({ icon, color, at, detail, children }: ThreadItemProps) {
  return (
    <li className={styles['item']}>
      <span className={styles['bead']} style={{ color }}>
        <Icon name={icon} size={14} />
      </span>
      <div className={styles['text']}>{children}</div>
      <span className={styles['at']}>{at}</span>
      {detail ? <div className={styles['detail']}>{detail}</div> : null}
    </li>
  );
}
