import { useMemo } from 'react';
import type { SeenPart } from '#contracts/api/catalog.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useCatalog } from '../use-catalog.ts';
import { type Suggestion, seenBeforeUsual } from './seen-before-usual.ts';

const devices: Readonly<Record<string, readonly string[]>> = {
  type: ['mobile', 'tablet', 'desktop', 'smarttv', 'wearable', 'console'],
  os: ['iOS', 'Android', 'HarmonyOS', 'Windows', 'macOS', 'Linux'],
  browser: ['Chrome', 'Safari', 'Mobile Safari', 'Firefox', 'Edge', 'WeChat', 'Samsung Internet'],
};

const countries =
  'AE AR AT AU BE BR CA CH CL CN CO CZ DE DK EG ES FI FR GB GR HK HU ID IE IL IN IT JP KR MO MX MY NG NL NO NZ PE PH PL PT RO SA SE SG TH TR TW UA US VN ZA';
const languages = 'ar cs da de el en es fi fr he hi hu id it ja ko ms nl no pl pt ro ru sv th tr uk vi zh-Hans zh-Hant';

/** What was seen, then what is usual, with its name in the reader's language; anything else can be typed. */
export function useSuggestions(of: SeenPart | 'language' | 'time_zone'): readonly Suggestion[] {
  const { whereabouts } = useCatalog();
  const usual = useUsual(of);
  return useMemo(
    () => (of === 'language' || of === 'time_zone' ? usual : seenBeforeUsual(whereabouts[of], usual)),
    [of, whereabouts, usual],
  );
}

function useUsual(of: SeenPart | 'language' | 'time_zone'): readonly Suggestion[] {
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
