import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { segment } from '#contracts/api/segment.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { api } from '../shared/api.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { useMayChange } from '../sign-in/use-may-change.ts';

interface SaveSegmentButtonProps {
  readonly name: string;
  readonly condition: SegmentCondition;
  readonly size?: 'small';
}

/** Makes a draft of a segment with this condition and opens it, to be looked at and published. */
export function SaveSegmentButton({ name, condition, size }: SaveSegmentButtonProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { tell } = useFeedback();
  const mayChange = useMayChange();
  const save = useMutation({
    mutationFn: () => api.post('/segments', { name, condition: { type: 'all', conditions: [condition] } }, segment),
    onSuccess: async (created) => {
      client.setQueryData(['segments', created.id], created);
      void client.invalidateQueries({ queryKey: ['segments'], exact: true });
      await navigate({ to: '/segments/$id', params: { id: created.id } });
    },
    onError: (error) => tell(error.message, 'failed'),
  });
  if (!mayChange) return null;
  return (
    <Button {...(size && { size })} loading={save.isPending} onClick={() => save.mutate()}>
      {t('customers.saveSegment')}
    </Button>
  );
}
