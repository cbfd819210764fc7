import type { ReactNode } from 'react';
import { createContext, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './page.module.css';

/** Whether a heading of the first rank stands above already. */
export const WithinPage = createContext(false);

interface PageProps {
  readonly title: string;
  /** Shown in place of the title, for one that can be edited. */
  readonly heading?: ReactNode;
  /** The one question that the screen answers. */
  readonly question?: ReactNode;
  /** A link to the list that this page belongs to. */
  readonly back?: ReactNode;
  readonly mark?: ReactNode;
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export function Page({ title, heading, question, back, mark, actions, wide = false, children }: PageProps) {
  useDocumentTitle(title);
  return (
    <div className={wide ? `${styles['page']} ${styles['wide']}` : styles['page']}>
      <header className={styles['header']}>
        <div className={styles['titles']}>
          {back ? <div className={styles['back']}>{back}</div> : null}
          <div className={heading ? `row ${styles['named']}` : 'row wrap'}>
            <h1>{heading ?? title}</h1>
            {mark}
          </div>
          {question ? <p className={styles['question']}>{question}</p> : null}
        </div>
        {actions ? <div className={styles['actions']}>{actions}</div> : null}
      </header>
      <WithinPage value={true}>{children}</WithinPage>
    </div>
  );
}

export function useDocumentTitle(title: string): void {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t('product.name')}`;
  }, [title, t]);
}

interface SectionProps {
  readonly title?: string;
  /** Period, unit or freshness of what is shown. */
  readonly note?: ReactNode;
  readonly extra?: ReactNode;
  readonly className?: string | undefined;
  readonly flush?: boolean;
  readonly children: ReactNode;
}

export function Section({ title, note, extra, className, flush = false, children }: SectionProps) {
  return (
    <section className={className ? `${styles['section']} ${className}` : styles['section']} aria-label={title}>
      {title || extra ? (
        <div className={styles['sectionHeader']}>
          {title ? <h2>{title}</h2> : null}
          {note ? <span className={styles['sectionNote']}>{note}</span> : null}
          {extra ? <div className={styles['sectionExtra']}>{extra}</div> : null}
        </div>
      ) : null}
      {flush ? children : <div className={styles['sectionBody']}>{children}</div>}
    </section>
  );
}
