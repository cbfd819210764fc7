import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { profileList } from '#contracts/api/profile.ts';
import { journeysQuery } from '../journeys/journey-queries.ts';
import { messagesQuery } from '../messages/message-queries.ts';
import { personName } from '../profiles/person-name.ts';
import { segmentsQuery } from '../segments/segment-queries.ts';
import { api } from '../shared/api.ts';
import type { IconName } from '../shared/ui/icon-paths.ts';
import { screens } from './screens.ts';

export const findingGroups = ['screens', 'profiles', 'journeys', 'segments', 'messages'] as const;

export interface Finding {
  readonly group: (typeof findingGroups)[number];
  readonly title: string;
  readonly note?: string;
  readonly icon: IconName;
  readonly href: string;
}

const shownPerGroup = 6;

/** Definitions are few and matched here; people are searched by the server as soon as the typing rests. */
export function useFindings(text: string, settledText: string): Finding[] {
  const { t } = useTranslation();
  const journeys = useQuery(journeysQuery);
  const segments = useQuery(segmentsQuery);
  const messages = useQuery(messagesQuery);
  const profiles = useQuery({
    queryKey: ['profiles', 'palette', settledText],
    queryFn: ({ signal }) =>
      api.get('/profiles', profileList, { query: { search: settledText, limit: shownPerGroup }, signal }),
    enabled: settledText.trim().length > 0,
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

  const people: Finding[] = (settledText.trim() ? (profiles.data?.items ?? []) : []).map((profile) => ({
    group: 'profiles',
    title: personName(profile),
    ...(profile.email && profile.email !== profile.name ? { note: profile.email } : {}),
    icon: 'profiles',
    href: `/profiles/${encodeURIComponent(profile.id)}`,
  }));
  const places: Finding[] = screens.map((screen) => ({
    group: 'screens',
    title: t(`navigation.${screen.name}`),
    icon: screen.icon,
    href: screen.to,
  }));

  return [
    ...matching(places, text, screens.length),
    ...people,
    ...matching(named('journeys', journeys.data?.items), text, shownPerGroup),
    ...matching(named('segments', segments.data?.items), text, shownPerGroup),
    ...matching(named('messages', messages.data?.items), text, shownPerGroup),
  ];
}

function matching(findings: readonly Finding[], text: string, limit: number): Finding[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return findings.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word))).slice(0, limit);
}
