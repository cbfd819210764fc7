import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { defaultCountry } from '#contracts/country.ts';
import type { ImportMapping } from '#contracts/import.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { settingsQuery } from '../../shared/settings-query.ts';
import { CountrySelect } from '../../shared/ui/country-select.tsx';
import { Field } from '../../shared/ui/field.tsx';

interface ImportCountryProps {
  readonly mapping: ImportMapping;
  readonly onChange: (mapping: ImportMapping) => void;
}

/** Where 0912345678 is a phone number; asked only where a column has some. */
export function ImportCountry({ mapping, onChange }: ImportCountryProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const country = useQuery(settingsQuery).data?.country ?? defaultCountry;
  const { country: chosen = '', ...rest } = mapping;
  if (![...mapping.columns, ...mapping.constants].some(({ target }) => /phone|whatsapp/i.test(target))) return null;
  const name = new Intl.DisplayNames(language, { type: 'region' }).of(country) ?? country;
  return (
    <Field label={t('imports.country')} hint={t('imports.countryHint')}>
      {(control) => (
        <CountrySelect
          {...control}
          value={chosen}
          none={t('imports.countryOfWorkspace', { country: name })}
          onChange={(next) => onChange(next === '' ? rest : { ...rest, country: next })}
        />
      )}
    </Field>
  );
}
