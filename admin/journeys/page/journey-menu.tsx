import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Journey, journey as journeySchema } from '#contracts/api/journey.ts';
import { api } from '../../shared/api.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useFormat } from '../../shared/format.ts';
import { ChoiceMenu } from '../../shared/ui/choice-menu.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { useDefinitionActions } from '../../shared/use-definition-actions.ts';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { StopDialog } from '../publish/stop-dialog.tsx';

const longestName = 200;

/** What is done with a journey now and then: versions, a copy, a file of it, ending it. */
export function JourneyMenu({ journey, inside }: { journey: Journey; inside: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const client = useQueryClient();
  const mayChange = useMayChange();
  const { ask, tell } = useFeedback();
  const { remove } = useDefinitionActions('journeys', journeySchema);
  const [isStopping, setStopping] = useState(false);
  const path = `/journeys/${encodeURIComponent(journey.id)}`;
  const restore = useMutation({
    mutationFn: () => api.post(`${path}/restore`, {}, journeySchema),
    onSuccess: (restored) => client.setQueryData(['journeys', journey.id], restored),
    onError: (error) => tell(error.message, 'failed'),
  });
  const duplicate = useMutation({
    mutationFn: () => {
      const name = t('journeys.copyOf', { name: journey.draft.name }).slice(0, longestName);
      return api.post('/journeys', { name, draft: journey.draft }, journeySchema);
    },
    onSuccess: async (created) => {
      client.setQueryData(['journeys', created.id], created);
      void client.invalidateQueries({ queryKey: ['journeys'], exact: true });
      await navigate({ to: '/journeys/$id', params: { id: created.id } });
    },
    onError: (error) => tell(error.message, 'failed'),
  });
  const canStop = journey.status === 'published' || journey.status === 'paused';

  const askAndRemove = async () => {
    const agreed = await ask({
      title: t('journeys.delete'),
      text: t('journeys.deleteConsequence', { count: inside, people: format.number(inside) }),
      agree: t('action.delete'),
      decline: t('action.cancel'),
    });
    if (agreed) remove.mutate(journey.id);
  };
  const item = (key: string, label: string, onClick: () => void, danger = false) => ({ key, label, onClick, danger });

  return (
    <>
      <ChoiceMenu
        menu={{
          items: [
            item(
              'versions',
              t('versions.title'),
              () => void navigate({ to: '/journeys/$id/versions', params: { id: journey.id } }),
            ),
            ...(mayChange ? [item('duplicate', t('journeys.duplicate'), () => duplicate.mutate())] : []),
            item('export', t('publish.export'), () => location.assign(`/api/v1${path}/export`)),
            ...(mayChange && canStop ? [item('stop', t('publish.stop'), () => setStopping(true))] : []),
            ...(mayChange && journey.status === 'archived'
              ? [item('restore', t('publish.restore'), () => restore.mutate())]
              : []),
            ...(mayChange ? [item('delete', t('journeys.delete'), () => void askAndRemove(), true)] : []),
          ],
        }}
      >
        <Button type="text" aria-label={t('publish.more')} icon={<Icon name="more" />} />
      </ChoiceMenu>
      {isStopping ? <StopDialog journey={journey} inside={inside} onClose={() => setStopping(false)} /> : null}
    </>
  );
}
