import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { happeningTypes } from '#contracts/api/live.ts';
import { profile } from '#contracts/api/profile.ts';
import { timeline } from '#contracts/api/timeline.ts';
import { api } from '../shared/api.ts';
import type { LiveState } from '../shared/live.ts';
import { useListQuery } from '../shared/use-list-query.ts';
import { useLive } from '../shared/use-live.ts';

const pathOf = (id: string) => `/profiles/${encodeURIComponent(id)}`;

export function useProfileQuery(id: string) {
  return useQuery({
    queryKey: ['profiles', id],
    queryFn: ({ signal }) => api.get(pathOf(id), profile, { signal }),
  });
}

/** `on`: from the end of that day on into the past; without it from the newest, which keeps coming in. */
export function useTimelineQuery(
  id: string,
  type: (typeof happeningTypes)[number] | undefined,
  on: string | undefined,
) {
  return useListQuery({
    path: `${pathOf(id)}/timeline`,
    schema: timeline,
    query: { types: type, on, limit: 50 },
    continueWith: 'before',
  });
}

/** Facts reach the timeline up to a few seconds after they happened, on a busy machine later: hence more than one look. */
const looks = [500, 3_000, 10_000];

/**
 * Reads the person and her timeline again soon after something happened to her; a burst of events causes one reading. What
 * happened just before the page was opened may still be on its way too, and nothing would tell of it.
 */
export function useLiveProfile(id: string): LiveState {
  const client = useQueryClient();
  const timers = useRef(new Map<number, ReturnType<typeof setTimeout>>());

  const lookAgain = useEffectEvent(() => {
    for (const delay of looks) {
      if (timers.current.has(delay)) continue;
      const look = () => {
        timers.current.delete(delay);
        void client.invalidateQueries({ queryKey: ['profiles', id] });
        void client.invalidateQueries({ queryKey: [`${pathOf(id)}/timeline`.slice(1)] });
      };
      timers.current.set(delay, setTimeout(look, delay));
    }
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another person is another page
  useEffect(() => {
    const pending = timers.current;
    lookAgain();
    return () => {
      for (const timer of pending.values()) clearTimeout(timer);
      pending.clear();
    };
  }, [id]);

  return useLive({ onHappening: () => lookAgain() }, id);
}
