import { useTranslation } from 'react-i18next';
import { type UnreadCount, unreadReasons } from '#contracts/unread-value.ts';
import { useFormat } from '../../shared/format.ts';
import { Section } from '../../shared/ui/page.tsx';
import styles from '../data.module.css';
import { ListDownload } from './import-list-download.tsx';

interface ImportUnreadProps {
  readonly id: string;
  readonly of: 'check' | 'import';
  readonly unread: readonly UnreadCount[];
  /** False where the client keeps the list that sent the rows, while it is not written yet, and where it stands above. */
  readonly hasList: boolean;
}

/** Values that could not be read: the rows go in all the same, so whoever looks must see it and learn how to mend it. */
export function ImportUnread({ id, of, unread, hasList }: ImportUnreadProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const reasons = unreadReasons.filter((reason) => unread.some((one) => one.reason === reason));
  return (
    <Section
      title={t(`imports.unread.title.${of}`)}
      note={t(`imports.unread.note.${of}`)}
      extra={hasList ? <ListDownload id={id} of={of} /> : null}
    >
      <div className="column" style={{ gap: 16 }}>
        {reasons.map((reason) => (
          <div key={reason}>
            <strong style={{ fontWeight: 500 }}>{t(`imports.unread.reason.${reason}`)}</strong>
            {of === 'check' ? <p className="small soft">{t(`imports.unread.mend.${reason}`)}</p> : null}
            <ul className={styles['list']} style={{ margin: '4px -16px 0' }}>
              {unread
                .filter((one) => one.reason === reason)
                .map(({ column, count, lines }) => (
                  <li key={column}>
                    <span className={styles['grow']}>
                      {column}{' '}
                      <span className="small faint">
                        {t('imports.unread.lines', {
                          count: lines.length,
                          lines: lines.map((line) => format.number(line)).join(t('imports.unread.join')),
                        })}
                        {count > lines.length ? ' …' : null}
                      </span>
                    </span>
                    <span className="number">{format.number(count)}</span>
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </div>
    </Section>
  );
}
