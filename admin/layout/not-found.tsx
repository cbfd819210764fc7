import { ApiError } from '../shared/api.ts';
import { ErrorState } from '../shared/ui/state.tsx';

const notFound = new ApiError(404, 'not_found', '');

export function NotFound() {
  return <ErrorState error={notFound} />;
}
