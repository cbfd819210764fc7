import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ChangeTaskRequest, task } from '#contracts/api/task.ts';
import { api } from '../shared/api.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';

interface Change {
  readonly id: string;
  readonly change: ChangeTaskRequest;
}

/** Changes a task and, when that ends it or opens it again, says so: it leaves the list at once. */
export function useChangeTask() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { tell } = useFeedback();
  return useMutation({
    mutationFn: ({ id, change }: Change) => api.patch(`/tasks/${id}`, change, task),
    onSuccess: async (_, { change }) => {
      await client.invalidateQueries({ queryKey: ['tasks'] });
      if (change.status) tell(t(change.status === 'done' ? 'tasks.finished' : 'tasks.reopened'));
    },
    onError: (error) => tell(error.message, 'failed'),
  });
}
