import { Link } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DefinitionProblem } from '#contracts/api/definition.ts';
import { type Journey, journey as journeySchema } from '#contracts/api/journey.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useFormat } from '../../shared/format.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { PublishButton } from '../../shared/ui/publish-button.tsx';
import { useDefinitionActions } from '../../shared/use-definition-actions.ts';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { useApproval } from '../approval/use-approval.ts';
import type { JourneyDraft } from '../editing/use-journey-draft.ts';
import { PublishDialog } from '../publish/publish-dialog.tsx';
import { JourneyMenu } from './journey-menu.tsx';

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
  const { act } = useDefinitionActions('journeys', journeySchema);
  const mayChange = useMayChange();
  const approval = useApproval(journey);
  const [isPublishing, setPublishing] = useState(false);
  const isArchived = journey.status === 'archived' || journey.status === 'stopping';

  const pause = async () => {
    const agreed = await ask({
      title: t('journeys.pauseTitle', { name: journey.name }),
      text: t('journeys.pauseConsequence', { count: inside, people: format.number(inside) }),
      agree: t('journeys.pause'),
      decline: t('action.cancel'),
    });
    if (agreed) act.mutate({ id: journey.id, action: 'pause' });
  };

  return (
    <>
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
      {isArchived ? null : (
        <PublishButton
          enabled={(journey.hasUnpublishedChanges || draft.state !== 'saved') && approval !== 'colleague'}
          busy={act.isPending}
          title={t('journeys.publishTitle', { name: draft.value.name })}
          consequence={null}
          problems={problems}
          save={draft.save}
          publish={() => setPublishing(true)}
        />
      )}
      <JourneyMenu journey={journey} inside={inside} />
      {isPublishing ? (
        <PublishDialog journey={journey} draft={draft.value} inside={inside} onClose={() => setPublishing(false)} />
      ) : null}
    </>
  );
}
