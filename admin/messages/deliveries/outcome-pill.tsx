import { useTranslation } from 'react-i18next';
import type { Delivery } from '#contracts/api/delivery.ts';
import { Pill, type Tone } from '../../shared/ui/marks.tsx';

const tones: Record<Delivery['outcome'], Tone> = {
  sent: 'positive',
  held_back: 'held',
  deferred: 'neutral',
  failed: 'failed',
};
const icons = { sent: 'check', held_back: 'held', deferred: 'clock', failed: 'failed' } as const;

/** Where a message stands now; for a sent one the furthest it got. */
export function OutcomePill({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation();
  const furthest = (['clicked', 'opened'] as const).find((kind) => delivery.kinds.some((one) => one.kind === kind));
  return (
    <Pill tone={tones[delivery.outcome]} icon={icons[delivery.outcome]}>
      {delivery.outcome === 'sent' && furthest
        ? t(`deliveries.furthest.${furthest}`)
        : t(`deliveries.status.${delivery.outcome}`)}
    </Pill>
  );
}
