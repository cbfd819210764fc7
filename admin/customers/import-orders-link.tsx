import { Link } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { useMayChange } from '../sign-in/use-may-change.ts';

/** Where orders of the past come in, for reports that need more of them. */
export function ImportOrdersLink() {
  const { t } = useTranslation();
  if (!useMayChange()) return null;
  return (
    <Link to="/data/imports">
      <Button type="primary">{t('customers.importOrders')}</Button>
    </Link>
  );
}
