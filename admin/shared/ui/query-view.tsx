import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from './state.tsx';

interface QueryViewProps<T> {
  readonly query: { readonly data: T | undefined; readonly error: Error | null; readonly refetch: () => unknown };
  /** In the shape of what comes, so that nothing jumps. */
  readonly skeleton: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** Skeleton, failure or the data. Data that is already there stays on screen when a refresh fails. */
export function QueryView<T>({ query, skeleton, children }: QueryViewProps<T>) {
  const { t } = useTranslation();
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorState error={query.error} retry={query.refetch} />;
  return (
    <div aria-busy="true">
      <span className="visually-hidden">{t('state.loading')}</span>
      {skeleton}
    </div>
  );
}
