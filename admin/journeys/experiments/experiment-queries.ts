import { queryOptions } from '@tanstack/react-query';
import { experimentOutlooks, experimentReport } from '#contracts/api/experiment.ts';
import { ApiError, api } from '../../shared/api.ts';

export const experimentPath = (journey: string, node: string) =>
  `/journeys/${encodeURIComponent(journey)}/experiments/${encodeURIComponent(node)}`;

/** Null for a step that is not published, or not as an experiment. */
export const experimentQuery = (journey: string, node: string) =>
  queryOptions({
    queryKey: ['journeys', journey, 'experiments', node],
    queryFn: async ({ signal }) => {
      try {
        return await api.get(experimentPath(journey, node), experimentReport, { signal });
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
    refetchInterval: 10_000,
  });

/** Of the draft as it is saved, which follows what is typed. */
export const outlooksQuery = (journey: string) =>
  queryOptions({
    queryKey: ['journeys', journey, 'experiment-outlooks'],
    queryFn: ({ signal }) =>
      api.get(`/journeys/${encodeURIComponent(journey)}/experiment-outlooks`, experimentOutlooks, { signal }),
    refetchInterval: 5_000,
  });
