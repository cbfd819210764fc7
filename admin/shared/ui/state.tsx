import Button from 'antd/es/button';
import { type ReactNode, use } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';
import { WithinPage } from './page.tsx';
import styles from './state.module.css';

interface EmptyStateProps {
  readonly icon: IconName;
  readonly title: string;
  readonly text: ReactNode;
  readonly actions?: ReactNode;
  readonly compact?: boolean;
}

export function EmptyState({ icon, title, text, actions, compact = false }: EmptyStateProps) {
  return (
    <div className={`${styles['state']} ${compact ? styles['compact'] : ''}`}>
      {compact ? null : (
        <span className={styles['mark']}>
          <Icon name={icon} size={18} />
        </span>
      )}
      <h2>{title}</h2>
      <div className={styles['text']}>{text}</div>
      {actions ? <div className={styles['actions']}>{actions}</div> : null}
    </div>
  );
}

/** What happened, what it means, how to mend it. A 403 and a 404 are states of their own, not failures. */
export function ErrorState({ error, retry }: { error: Error; retry?: () => unknown }) {
  const { t } = useTranslation();
  const { icon, title, text } = useErrorWords(error);
  const status = error instanceof ApiError ? error.status : undefined;
  const final = status === 403 || status === 404;
  const withinPage = use(WithinPage);
  const Heading = withinPage ? 'h2' : 'h1';
  const code = error instanceof ApiError && error.status >= 400 && !final ? error.code : undefined;
  return (
    <div
      className={`${styles['state']} ${final ? '' : styles['error']} ${withinPage ? '' : styles['alone']}`}
      role="alert"
    >
      <span className={styles['mark']}>
        <Icon name={icon} size={18} />
      </span>
      <Heading>{title}</Heading>
      <p className={styles['text']}>{text}</p>
      {code ? <p className="small faint">{t('state.code', { code })}</p> : null}
      <div className={styles['actions']}>
        {retry && !final ? <Button onClick={() => void retry()}>{t('state.retry')}</Button> : null}
        <Button href="/">{t('state.backHome')}</Button>
      </div>
    </div>
  );
}

function useErrorWords(error: Error): { icon: IconName; title: string; text: string } {
  const { t } = useTranslation();
  const status = error instanceof ApiError ? error.status : undefined;
  if (status === 0) return { icon: 'warning', title: t('state.unreachableTitle'), text: t('state.unreachableText') };
  if (status === 403) return { icon: 'lock', title: t('state.forbiddenTitle'), text: t('state.forbiddenText') };
  if (status === 404) return { icon: 'search', title: t('state.notFoundTitle'), text: t('state.notFoundText') };
  return { icon: 'warning', title: t('state.errorTitle'), text: error.message };
}

export function Skeleton({ width = '100%', height = 14 }: { width?: number | string; height?: number | string }) {
  return <span className={styles['skeleton']} style={{ width, height }} />;
}
