import { useTranslation } from 'react-i18next';
import type { LiveState } from '../live.ts';
import styles from './live-mark.module.css';

export function LiveMark({ state }: { state: LiveState }) {
  const { t } = useTranslation();
  return (
    <span className={`${styles['mark']} ${styles[state]}`} role="status">
      {t(`live.${state}`)}
    </span>
  );
}
