import { useTranslation } from 'react-i18next';
import { ApiError } from '../shared/api.ts';
import { useDocumentTitle } from '../shared/ui/page.tsx';
import { ErrorState } from '../shared/ui/state.tsx';

const notFound = new ApiError(404, 'not_found', '');

export function NotFound() {
  const { t } = useTranslation();
  useDocumentTitle(t('state.notFoundTitle'));
  return <ErrorState error={notFound} />;
}
