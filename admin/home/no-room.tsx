import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { readiness } from '#contracts/api/health.ts';
import { send } from '../shared/api.ts';

/** Hardly ever needed, and no part of the first load for that. */
const Alert = lazy(() => import('antd/es/alert'));

/** That no events are taken, and how to mend it. Whoever comes back to Home sees it within seconds. */
export function NoRoom() {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['readiness'],
    // Not being ready answers 503, with the same words.
    queryFn: async ({ signal }) => readiness.parse(await (await send('/health/ready', { signal })).json()),
    refetchInterval: 10_000,
  });
  const reason = data?.parts.find(({ part, ok }) => part === 'storage' && !ok)?.reason;
  if (reason === undefined) return null;
  return (
    <Suspense fallback={null}>
      <Alert type="error" showIcon title={t(`home.noRoom.${reason}`)} />
    </Suspense>
  );
}
