import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './shared/api.ts';
import { sessionQuery } from './sign-in/session.ts';

/** A 401 anywhere means that the session ended: the guard of the layout then asks to sign in again. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof ApiError && error.status === 401) queryClient.setQueryData(sessionQuery.queryKey, null);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => isWorthRetrying(error) && failures < 2,
    },
  },
});

function isWorthRetrying(error: Error): boolean {
  return (
    error instanceof ApiError && (error.status === 0 || error.status >= 500) && error.code !== 'unexpected_response'
  );
}
