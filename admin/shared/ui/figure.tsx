import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import styles from './figure.module.css';

interface FigureProps {
  readonly label: string;
  readonly value: ReactNode;
  /** Period, unit or freshness. */
  readonly note?: ReactNode;
  /** What is behind the number. */
  readonly link?: LinkProps;
}

export function Figure({ label, value, note, link }: FigureProps) {
  const content = (
    <>
      <span className={styles['label']}>{label}</span>
      <span className={styles['value']}>{value}</span>
      {note ? <span className={styles['note']}>{note}</span> : null}
    </>
  );
  if (!link) return <div className={styles['figure']}>{content}</div>;
  return (
    <Link {...link} className={styles['figure'] ?? ''}>
      {content}
    </Link>
  );
}
