import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './filter-chip.module.css';
import { Icon } from './icon.tsx';

/** A filter that is in force, with a way to drop it. */
export function FilterChip({ children, onRemove }: { children: ReactNode; onRemove: () => void }) {
  const { t } = useTranslation();
  return (
    <span className={styles['chip']}>
      <span className="truncate">{children}</span>
      <button type="button" aria-label={t('action.remove')} onClick={onRemove}>
        <Icon name="close" size={12} />
      </button>
    </span>
  );
}
