import { useTranslation } from 'react-i18next';
import { type Language, nearestLanguage } from './languages.ts';

export function useLanguage(): Language {
  return nearestLanguage(useTranslation().i18n.language);
}
