import { useMemo } from 'react';
import { useLanguage } from '../../../i18n/use-language.ts';

interface Suggestion {
  readonly value: string;
  readonly label: string;
}

const devices: Readonly<Record<string, readonly string[]>> = {
  type: ['mobile', 'tablet', 'desktop', 'smarttv', 'wearable', 'console'],
  os: ['iOS', 'Android', 'HarmonyOS', 'Windows', 'macOS', 'Linux'],
  browser: ['Chrome', 'Safari', 'Mobile Safari', 'Firefox', 'Edge', 'WeChat', 'Samsung Internet'],
};

const countries =
  'AE AR AT AU BE BR CA CH CL CN CO CZ DE DK EG ES FI FR GB GR HK HU ID IE IL IN IT JP KR MO MX MY NG NL NO NZ PE PH PL PT RO SA SE SG TH TR TW UA US VN ZA';
const languages = 'ar cs da de el en es fi fr he hi hu id it ja ko ms nl no pl pt ro ru sv th tr uk vi zh-Hans zh-Hant';

/** What is usual, by its code and its name in the reader's language; anything else can be typed. */
export function useSuggestions(of: string): readonly Suggestion[] {
  const language = useLanguage();
  return useMemo(() => {
    switch (of) {
      case 'country':
        return named(countries, new Intl.DisplayNames(language, { type: 'region' }));
      case 'language':
        return named(languages, new Intl.DisplayNames(language, { type: 'language' }));
      case 'time_zone':
        return Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }));
      default:
        return (devices[of] ?? []).map((value) => ({ value, label: value }));
    }
  }, [of, language]);
}

function named(codes: string, names: Intl.DisplayNames): readonly Suggestion[] {
  return codes.split(' ').map((value) => ({ value, label: `${names.of(value) ?? value} (${value})` }));
}
