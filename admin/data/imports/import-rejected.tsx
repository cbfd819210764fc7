import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { ImportProgress } from '#contracts/api/import.ts';
import { importRejectReasons } from '#contracts/import.ts';
import { useFormat } from '../../shared/format.ts';
import { Section } from '../../shared/ui/page.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import styles from '../data.module.css';

interface RejectedReasonsProps {
  readonly id: string;
  readonly of: 'check' | 'import';
  readonly rejected: ImportProgress['rejected'];
  /** False where the client keeps the list that sent the rows. */
  readonly hasList?: boolean;
}

/** Why rows were left out, how many, and the list with their line numbers. */
export function RejectedReasons({ id, of, rejected, hasList = true }: RejectedReasonsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayChange = useMayChange();
  const reasons = importRejectReasons
    .map((reason) => ({ reason, count: rejected[reason] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  return (
    <Section
      title={t('imports.rejectedTitle')}
      flush
      extra={
        !hasList ? (
          <span className="small faint">{t('imports.sent.list')}</span>
        ) : mayChange ? (
          <Button size="small" href={`/api/v1/imports/${id}/rejected?of=${of}`} download>
            {t('imports.download')}
          </Button>
        ) : null
      }
    >
      <ul className={styles['list']} style={{ marginTop: 8 }}>
        {reasons.map(({ reason, count }) => (
          <li key={reason}>
            <span className={styles['grow']}>{t(`imports.reason.${reason}`)}</span>
            <span className="number">{format.number(count)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
