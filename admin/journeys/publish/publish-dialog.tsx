import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Radio from 'antd/es/radio';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Journey, journey as journeySchema } from '#contracts/api/journey.ts';
import type { NodeMapping } from '#contracts/journey/mapping.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { ApiError, api } from '../../shared/api.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useFormat } from '../../shared/format.ts';
import { Modal } from '../../shared/ui/modal.tsx';
import { ExperimentHints } from '../experiments/experiment-hints.tsx';
import { mappingQuery } from '../versions/version-queries.ts';
import { ContentHints } from './content-hints.tsx';
import { ExpectedHints } from './expected-hints.tsx';
import { MoveFields } from './move-fields.tsx';
import styles from './publish.module.css';
import { PublishConsequence } from './publish-consequence.tsx';

interface PublishDialogProps {
  readonly journey: Journey;
  readonly draft: JourneyDefinition;
  /** People inside now. */
  readonly inside: number;
  readonly onClose: () => void;
}

/** Publishes a new version, and lets the people inside stay on theirs or move to it by a mapping that can be changed. */
export function PublishDialog({ journey, draft, inside, onClose }: PublishDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const { tell } = useFeedback();
  const [moves, setMoves] = useState(false);
  const [changed, setChanged] = useState<ReadonlyMap<number, NodeMapping>>(new Map());
  const proposed = useQuery({ ...mappingQuery(journey.id), enabled: inside > 0 }).data?.versions ?? [];
  const mappingOf = ({ version, nodes }: (typeof proposed)[number]) => changed.get(version) ?? nodes;
  const move = proposed.map((one) => ({ version: one.version, nodes: mappingOf(one) }));
  const people = { count: inside, people: format.number(inside) };

  const publish = useMutation({
    mutationFn: () => {
      const path = `/journeys/${encodeURIComponent(journey.id)}/publish`;
      return api.post(path, moves ? { move } : {}, journeySchema);
    },
    onSuccess: (published) => {
      client.setQueryData(['journeys', journey.id], published);
      void client.invalidateQueries({ queryKey: ['journeys'] });
      tell(t('definition.done.publish'));
      onClose();
    },
    onError: (error) => {
      const isOwn = error instanceof ApiError && error.code === 'needs_second_person';
      tell(isOwn ? t('approval.waitsText') : error.message, 'failed');
    },
  });

  return (
    <Modal
      open
      width={inside > 0 ? 720 : 520}
      title={t('journeys.publishTitle', { name: draft.name })}
      okText={t('action.publish')}
      cancelText={t('action.cancel')}
      okButtonProps={{ loading: publish.isPending }}
      onOk={() => publish.mutate()}
      onCancel={onClose}
    >
      {inside === 0 ? (
        <PublishConsequence draft={draft} />
      ) : (
        <div className={styles['dialog']}>
          <p>{t('publish.inside', people)}</p>
          <Radio.Group
            className={styles['choices'] ?? ''}
            value={moves}
            onChange={(event) => setMoves(event.target.value === true)}
            options={[
              { value: false, label: t('publish.stay') },
              { value: true, label: t('publish.move') },
            ]}
          />
          {moves
            ? proposed.map((proposal) => (
                <MoveFields
                  key={proposal.version}
                  journey={journey.id}
                  proposal={proposal}
                  draft={draft}
                  nodes={mappingOf(proposal)}
                  onChange={(next) => setChanged(new Map(changed).set(proposal.version, next))}
                />
              ))
            : null}
          <p className="small faint">{t('publish.sticky')}</p>
        </div>
      )}
      <ContentHints journey={journey.id} />
      <ExpectedHints draft={draft} />
      <ExperimentHints draft={draft} />
    </Modal>
  );
}
