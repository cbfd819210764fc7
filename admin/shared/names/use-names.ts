import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type DisplayNames, displayNames } from '#contracts/schema/display-names.ts';
import { api } from '../api.ts';
import { createNames, type Names, type StandardNames } from './names.ts';

/** A part of the registry: whatever changes that has it asked again. */
export const displayNamesQuery = queryOptions({
  queryKey: ['schema', 'display-names'],
  queryFn: ({ signal }) => api.get('/schema/display-names', displayNames, { signal }),
  staleTime: 60_000,
});

const nothingGiven: DisplayNames = { events: [], properties: [], traits: [] };

export function useNames(): Names {
  const { i18n } = useTranslation();
  const { language } = i18n;
  const given = useQuery(displayNamesQuery).data ?? nothingGiven;
  return useMemo(
    () => createNames(given, i18n.getResource(language, 'translation', 'names') as StandardNames),
    [given, language, i18n],
  );
}
