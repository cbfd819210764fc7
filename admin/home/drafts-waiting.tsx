import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../shared/format.ts';

/** Only where a second person publishes, and no part of the first load for that. */
const Alert = lazy(() => import('antd/es/alert'));

export function DraftsWaiting({ count }: { count: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (count === 0) return null;
  return (
    <Suspense fallback={null}>
      <Alert
        type="info"
        showIcon
        title={t('home.waiting', { count, number: format.number(count) })}
        action={
          <Link className="link" to="/journeys" search={{ approval: 'yours' }}>
            {t('home.waitingLook')}
          </Link>
        }
      />
    </Suspense>
  );
}
