import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from './api.ts';

/** The part of the settings that every number and time is written by, so that a first visit needs no more of them. */
const place = z.object({ timeZone: z.string(), currency: z.string() });

export const placeQuery = queryOptions({
  queryKey: ['settings', 'place'],
  queryFn: ({ signal }) => api.get('/settings', place, { signal }),
  staleTime: 5 * 60_000,
});
