import { useTranslation } from 'react-i18next';
import type { Destination } from '#contracts/api/destination.ts';
import { Pill } from '../shared/ui/marks.tsx';

export function DestinationState({ destination }: { destination: Destination }) {
  const { t } = useTranslation();
  const { status, pauseReason, failingSince } = destination;
  if (status === 'paused') {
    return (
      <Pill tone={pauseReason === 'by_hand' ? 'held' : 'failed'} icon="pause">
        {t(pauseReason === 'by_hand' ? 'destinations.states.paused' : 'destinations.states.stopped')}
      </Pill>
    );
  }
  if (failingSince !== null) return <Pill tone="failed">{t('destinations.states.failing')}</Pill>;
  return <Pill tone="positive">{t('destinations.states.active')}</Pill>;
}
