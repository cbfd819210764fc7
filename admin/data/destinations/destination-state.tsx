import { useTranslation } from 'react-i18next';
import type { Destination } from '#contracts/api/destination.ts';
import { Pill } from '../../shared/ui/marks.tsx';

/** A try that fails now and then is nothing to look at. */
const patience = 60_000;

export function isFailing({ status, failingSince }: Destination): boolean {
  return status === 'active' && failingSince !== null && Date.now() - Date.parse(failingSince) > patience;
}

export function DestinationState({ destination }: { destination: Destination }) {
  const { t } = useTranslation();
  const { status, pauseReason } = destination;
  if (status === 'paused') {
    return (
      <Pill tone={pauseReason === 'by_hand' ? 'held' : 'failed'} icon="pause">
        {t(pauseReason === 'by_hand' ? 'destinations.states.paused' : 'destinations.states.stopped')}
      </Pill>
    );
  }
  if (isFailing(destination)) return <Pill tone="failed">{t('destinations.states.failing')}</Pill>;
  return <Pill tone="positive">{t('destinations.states.active')}</Pill>;
}
