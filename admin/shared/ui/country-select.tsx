import Select from 'antd/es/select';
import { countryCodes } from '#contracts/country.ts';
import { useLanguage } from '../../i18n/use-language.ts';

interface CountrySelectProps {
  readonly value: string;
  readonly onChange: (country: string) => void;
  /** What no country at all means, where that is a choice. */
  readonly none?: string;
}

/** Countries by their names in the reader's language, in its order; found by name or code. */
export function CountrySelect({ none, ...control }: CountrySelectProps) {
  const language = useLanguage();
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const { compare } = new Intl.Collator(language);
  const countries = countryCodes
    .map((value) => ({ value, label: `${names.of(value) ?? value} (${value})` }))
    .toSorted((one, other) => compare(one.label, other.label));
  return (
    <Select
      {...control}
      showSearch={{ optionFilterProp: 'label' }}
      options={none === undefined ? countries : [{ value: '', label: none }, ...countries]}
    />
  );
}
