import { useTranslation } from 'react-i18next';
import { languageCodes, languages } from '../i18n/languages.ts';
import { changeLanguage } from '../i18n/setup.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Segmented } from '../shared/ui/segmented.tsx';

export function LanguageSwitch({ block = false }: { block?: boolean }) {
  const { t } = useTranslation();
  return (
    <Segmented
      aria-label={t('account.language')}
      block={block}
      value={useLanguage()}
      options={languageCodes.map((code) => ({ value: code, label: <span lang={code}>{languages[code]}</span> }))}
      onChange={(code) => void changeLanguage(code, { store: true })}
    />
  );
}
