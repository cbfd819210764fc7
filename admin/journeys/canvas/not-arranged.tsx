import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../shared/ui/state.tsx';
import styles from './journey-canvas.module.css';

/** In place of the canvas where its layout could not be loaded. The list of steps needs none. */
export function NotArranged({ again }: { readonly again: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles['frame']} role="alert">
      <div className={styles['canvas']}>
        <EmptyState
          icon="warning"
          title={t('canvas.notArranged')}
          text={t('canvas.notArrangedText')}
          actions={<Button onClick={again}>{t('state.retry')}</Button>}
        />
      </div>
    </div>
  );
}
