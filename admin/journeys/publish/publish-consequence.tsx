import { useQuery } from '@tanstack/react-query';
import Alert from 'antd/es/alert';
import { useTranslation } from 'react-i18next';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { placeQuery } from '../../shared/place-query.ts';
import { isPast } from '../entries/schedule/is-past.ts';
import { useNodeWords } from '../use-node-words.ts';

/** Who enters from now on: as things happen, or at the times of a schedule, which may be over already. */
export function PublishConsequence({ draft }: { draft: JourneyDefinition }) {
  const { t } = useTranslation();
  const words = useNodeWords();
  const zone = useQuery(placeQuery).data?.timeZone;
  const trigger = draft.nodes.find((node) => node.kind === 'trigger')?.trigger;
  if (trigger?.type !== 'schedule') return <p>{t('journeys.publishConsequence')}</p>;
  return (
    <>
      <p>{t('publish.scheduled', { schedule: words.trigger(trigger) })}</p>
      {zone !== undefined && isPast(trigger, zone, Date.now()) ? (
        <Alert type="warning" showIcon title={t('publish.past')} />
      ) : null}
    </>
  );
}
