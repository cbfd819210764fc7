import { useTranslation } from 'react-i18next';
import type { EntryFormProps } from '../entry-view.ts';

/** The call that starts it, ready to be copied. */
export function ApiForm({ definition }: EntryFormProps<'api'>) {
  const { t } = useTranslation();
  return (
    <>
      <p className="soft">{t('nodeForm.apiHelp')}</p>
      <code className="small">{`POST /api/v1/journeys/${definition.id}/runs`}</code>
    </>
  );
}
