import { useTranslation } from 'react-i18next';

export function JourneyForm() {
  const { t } = useTranslation();
  return <p className="soft">{t('nodeForm.journeyEntryHelp')}</p>;
}
