import { useTranslation } from 'react-i18next';

export function ExitForm() {
  const { t } = useTranslation();
  return <p className="soft">{t('journeys.exitHelp')}</p>;
}
