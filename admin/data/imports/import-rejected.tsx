import { useTranslation } from 'react-i18next';
import type { ImportProgress } from '#contracts/api/import.ts';
import { importRejectReasons } from '#contracts/import.ts';
import { useFormat } from '../../shared/format.ts';
import { Section } from '../../shared/ui/page.tsx';
import styles from '../data.module.css';
import { ListDownload } from './import-list-download.tsx';

interface RejectedReasonsProps {
  readonly id: string;
  readonly of: 'check' | 'import';
  readonly rejected: ImportProgress['rejected'];
  /** False where the client keeps the list that sent the rows. */
  readonly hasList?: boolean;
  /** False while the import is under way: the list comes with its end. */
  readonly isWritten?: boolean;
}

/** Why rows were left out, how many, and the list of them. */
export function RejectedReasons({ id, of, rejected, hasList = true, isWritten = true }: RejectedReasonsProps) {
  const { t } = useTranslation();
  const format = useFormat();
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
        ) : isWritten ? (
          <ListDownload id={id} of={of} />
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
