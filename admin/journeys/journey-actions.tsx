import { Link } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { DefinitionProblem } from '#contracts/api/definition.ts';
import { type Journey, journey as journeySchema } from '#contracts/api/journey.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { useFormat } from '../shared/format.ts';
import { DeleteButton } from '../shared/ui/delete-button.tsx';
import { Icon } from '../shared/ui/icon.tsx';
import { PublishButton } from '../shared/ui/publish-button.tsx';
import { useDefinitionActions } from '../shared/use-definition-actions.ts';
import { useMayChange } from '../sign-in/use-may-change.ts';
import type { JourneyDraft } from './editing/use-journey-draft.ts';

interface JourneyActionsProps {
  readonly journey: Journey;
  readonly draft: JourneyDraft;
  /** People inside now. */
  readonly inside: number;
  readonly problems: readonly DefinitionProblem[];
}

export function JourneyActions({ journey, draft, inside, problems }: JourneyActionsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ask } = useFeedback();
  const { act, remove } = useDefinitionActions('journeys', journeySchema);
  const mayChange = useMayChange();
  const people = { count: inside, people: format.number(inside) };

  const pause = async () => {
    const agreed = await ask({
      title: t('journeys.pauseTitle', { name: journey.name }),
      text: t('journeys.pauseConsequence', people),
      agree: t('journeys.pause'),
      decline: t('action.cancel'),
    });
    if (agreed) act.mutate({ id: journey.id, action: 'pause' });
  };

  return (
    <>
      <DeleteButton
        label={t('journeys.delete')}
        consequence={t('journeys.deleteConsequence', people)}
        onDelete={() => remove.mutate(journey.id)}
      />
      {mayChange && journey.status === 'published' ? (
        <Button icon={<Icon name="pause" />} onClick={() => void pause()}>
          {t('journeys.pause')}
        </Button>
      ) : null}
      {mayChange && journey.status === 'paused' ? (
        <Button
          icon={<Icon name="play" />}
          loading={act.isPending}
          onClick={() => act.mutate({ id: journey.id, action: 'resume' })}
        >
          {t('journeys.resume')}
        </Button>
      ) : null}
      <Link to="/journeys/$id/rehearsal" params={{ id: journey.id }}>
        <Button icon={<Icon name="play" />}>{t('journeys.rehearse')}</Button>
      </Link>
      <PublishButton
        enabled={journey.hasUnpublishedChanges || draft.state !== 'saved'}
        busy={act.isPending}
        title={t('journeys.publishTitle', { name: draft.value.name })}
        consequence={journey.published ? t('journeys.republishConsequence', people) : t('journeys.publishConsequence')}
        problems={problems}
        save={draft.save}
        publish={() => act.mutate({ id: journey.id, action: 'publish' })}
      />
    </>
  );
}
