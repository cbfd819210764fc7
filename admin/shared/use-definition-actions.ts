import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api } from './api.ts';
import { useFeedback } from './feedback/feedback-context.ts';

type Noun = 'segments' | 'journeys' | 'messages';
type Action = 'publish' | 'pause' | 'resume';

/** Publishing, pausing and deleting work alike for segments, journeys and messages. */
export function useDefinitionActions<Loaded extends { id: string }>(noun: Noun, schema: z.ZodType<Loaded>) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const onError = (error: Error) => tell(error.message, 'failed');

  const act = useMutation({
    mutationFn: ({ id, action }: { id: string; action: Action }) =>
      api.post(`/${noun}/${encodeURIComponent(id)}/${action}`, {}, schema),
    onSuccess: (loaded, { action }) => {
      client.setQueryData([noun, loaded.id], loaded);
      void client.invalidateQueries({ queryKey: [noun] });
      tell(t(`definition.done.${action}`));
    },
    onError,
  });

  const remove = useMutation({
    mutationFn: (id: string) => api.delete(`/${noun}/${encodeURIComponent(id)}`),
    onSuccess: async (_, id) => {
      await navigate({ to: `/${noun}` });
      client.removeQueries({ queryKey: [noun, id] });
      await client.invalidateQueries({ queryKey: [noun], exact: true });
    },
    onError,
  });

  return { act, remove };
}

/** Creates a draft by this name and opens its editor. */
export function useCreateDefinition<Loaded extends { id: string }>(noun: Noun, schema: z.ZodType<Loaded>) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (name: string) => api.post(`/${noun}`, { name }, schema),
    onSuccess: async (created) => {
      client.setQueryData([noun, created.id], created);
      void client.invalidateQueries({ queryKey: [noun], exact: true });
      await navigate({ to: `/${noun}/$id`, params: { id: created.id } });
    },
  });
}
