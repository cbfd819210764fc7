import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ExperimentReport, experimentReport } from '#contracts/api/experiment.ts';
import { api } from '../../shared/api.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { experimentPath, experimentQuery } from './experiment-queries.ts';

/** Chooses an arm, or starts over without one, and shows what the server makes of it. */
export function useExperimentChange({ journey, node }: ExperimentReport) {
  const client = useQueryClient();
  const { tell } = useFeedback();
  return useMutation({
    mutationFn: ({ arm }: { readonly arm?: string; readonly done: string }) => {
      const path = experimentPath(journey, node);
      return arm === undefined
        ? api.post(`${path}/start-over`, undefined, experimentReport)
        : api.post(`${path}/choose`, { arm }, experimentReport);
    },
    onSuccess: (report, { done }) => {
      client.setQueryData(experimentQuery(journey, node).queryKey, report);
      tell(done);
    },
    onError: (error) => {
      tell(error.message, 'failed');
      void client.invalidateQueries({ queryKey: experimentQuery(journey, node).queryKey });
    },
  });
}
