import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import styles from './bars.module.css';

interface Bar {
  readonly key: string;
  readonly label: ReactNode;
  readonly value: number;
  readonly text: string;
  readonly color: string;
  readonly link: LinkProps;
}

/** Bars from zero, the longest first, each labelled and leading to what it counts. */
export function Bars({ bars }: { bars: readonly Bar[] }) {
  const longest = Math.max(...bars.map((bar) => bar.value), 1);
  const sorted = [...bars].sort((a, b) => b.value - a.value);
  return (
    <ul className={styles['bars']}>
      {sorted.map((bar) => (
        <li key={bar.key}>
          <Link {...bar.link} className={styles['bar'] ?? ''}>
            <span className="truncate">{bar.label}</span>
            <span className={styles['track']}>
              <span
                className={styles['fill']}
                style={{ display: 'block', width: `${(bar.value / longest) * 100}%`, background: bar.color }}
              />
            </span>
            <span className={styles['value']}>{bar.text}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
