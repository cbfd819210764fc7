import { useTranslation } from 'react-i18next';
import styles from './app-layout.module.css';

export function Brand() {
  const { t } = useTranslation();
  return (
    <div className={styles['brand']}>
      <img src="/favicon.svg" alt="" />
      {t('product.name')}
    </div>
  );
}
