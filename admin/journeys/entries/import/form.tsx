import { useTranslation } from 'react-i18next';
import type { EntryFormProps } from '../entry-view.ts';

/** Any import that is asked to start journeys; one alone is chosen by the API. */
export function ImportForm(_: EntryFormProps<'import'>) {
  const { t } = useTranslation();
  return <p className="soft">{t('nodeForm.importHelp')}</p>;
}
