import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { companyList } from '#contracts/api/company.ts';
import { couponList } from '#contracts/api/coupon.ts';
import { profileList } from '#contracts/api/profile.ts';
import { isReadAs } from '#contracts/pinyin/readings.ts';
import { journeysQuery } from '../journeys/journey-queries.ts';
import { listsQuery } from '../lists/list-queries.ts';
import { messagesQuery } from '../messages/message-queries.ts';
import { personaNamesQuery } from '../personas/persona-queries.ts';
import { usePersonaName } from '../personas/use-persona-name.ts';
import { personName } from '../profiles/person-name.ts';
import { segmentsQuery } from '../segments/segment-queries.ts';
import { api } from '../shared/api.ts';
import type { IconName } from '../shared/ui/icon-paths.ts';
import { screens } from './screens.ts';

export const findingGroups = [
  'screens',
  'profiles',
  'companies',
  'journeys',
  'segments',
  'personas',
  'lists',
  'messages',
  'coupons',
] as const;

export interface Finding {
  readonly group: (typeof findingGroups)[number];
  readonly title: string;
  readonly note?: string;
  readonly icon: IconName;
  readonly href: string;
}

interface Findings {
  readonly findings: readonly Finding[];
  /** Whether more may still come in. */
  readonly searching: boolean;
}

const shownPerGroup = 6;

/** Definitions are few and matched here; people, companies and codes are searched by the server as soon as the typing rests. */
export function useFindings(text: string, settledText: string): Findings {
  const { t } = useTranslation();
  const journeys = useQuery(journeysQuery);
  const segments = useQuery(segmentsQuery);
  const messages = useQuery(messagesQuery);
  const personas = useQuery(personaNamesQuery);
  const personaName = usePersonaName(personas.data?.items ?? []);
  const lists = useQuery(listsQuery);
  const enabled = settledText.trim().length > 0;
  const query = { search: settledText, limit: shownPerGroup };
  const profiles = useQuery({
    queryKey: ['profiles', 'palette', settledText],
    queryFn: ({ signal }) => api.get('/profiles', profileList, { query, signal }),
    enabled,
  });
  const companies = useQuery({
    queryKey: ['companies', 'palette', settledText],
    queryFn: ({ signal }) => api.get('/companies', companyList, { query: { ...query, sort: 'name' }, signal }),
    enabled,
  });
  const coupons = useQuery({
    queryKey: ['coupons', 'palette', settledText],
    queryFn: ({ signal }) => api.get('/coupons', couponList, { query, signal }),
    enabled,
  });

  const named = (
    group: 'journeys' | 'segments' | 'messages',
    items: readonly { id: string; name: string }[] | undefined,
  ): Finding[] =>
    (items ?? []).map(({ id, name }) => ({
      group,
      title: name,
      icon: group,
      href: `/${group}/${encodeURIComponent(id)}`,
    }));

  const people: Finding[] = (enabled ? (profiles.data?.items ?? []) : []).map((profile) => ({
    group: 'profiles',
    title: personName(profile),
    ...(profile.email && profile.email !== profile.name ? { note: profile.email } : {}),
    icon: 'profiles',
    href: `/profiles/${encodeURIComponent(profile.id)}`,
  }));
  const firms: Finding[] = (enabled ? (companies.data?.items ?? []) : []).map(({ id, name }) => ({
    ...{ group: 'companies', title: name, icon: 'companies', href: `/companies/${encodeURIComponent(id)}` },
    ...(id !== name && { note: id }),
  }));
  const codes: Finding[] = (enabled ? (coupons.data?.items ?? []) : []).map(({ code, name }) => ({
    ...{ group: 'coupons', title: name, note: code, icon: 'coupon', href: `/coupons?code=${encodeURIComponent(code)}` },
  }));
  const habits: Finding[] = (personas.data?.items ?? []).map((persona) => ({
    ...{ group: 'personas', title: personaName(persona), icon: 'personas' },
    href: `/profiles?persona=${encodeURIComponent(persona.id)}`,
  }));
  const rolls: Finding[] = (lists.data?.items ?? []).map(({ id, name }) => ({
    ...{ group: 'lists', title: name, icon: 'list', href: `/profiles?list=${encodeURIComponent(id)}` },
  }));
  const places: Finding[] = screens.map((screen) => ({
    group: 'screens',
    title: t(`navigation.${screen.name}`),
    icon: screen.icon,
    href: screen.to,
  }));

  const findings = [
    ...matching(places, text, screens.length),
    ...people,
    ...firms,
    ...matching(named('journeys', journeys.data?.items), text, shownPerGroup),
    ...matching(named('segments', segments.data?.items), text, shownPerGroup),
    ...matching(habits, text, shownPerGroup),
    ...matching(rolls, text, shownPerGroup),
    ...matching(named('messages', messages.data?.items), text, shownPerGroup),
    ...codes,
  ];
  const asked = [journeys, segments, messages, personas, lists, profiles, companies, coupons];
  return { findings, searching: text !== settledText || asked.some(({ isLoading }) => isLoading) };
}

function matching(findings: readonly Finding[], text: string, limit: number): Finding[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const isFoundBy = (title: string) => (word: string) => title.toLowerCase().includes(word) || isReadAs(title, word);
  return findings.filter(({ title }) => words.every(isFoundBy(title))).slice(0, limit);
}
