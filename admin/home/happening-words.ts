import { useTranslation } from 'react-i18next';
import type { Happening } from '#contracts/api/live.ts';
import { groupEvent } from '#contracts/company.ts';
import { useFormat } from '../shared/format.ts';
import { useNames } from '../shared/names/use-names.ts';
import type { IconName } from '../shared/ui/icon-paths.ts';
import { useDefinitionNames } from './use-definition-names.ts';

/** One short sentence about what happened; the person's name stands before it. */
export function useHappeningWords(): (happening: Happening) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const names = useDefinitionNames();
  const sentNames = useNames();
  return (happening) => {
    switch (happening.type) {
      case 'event':
        if (happening.name === groupEvent) return t('happening.company');
        return isIdentify(happening) ? t('happening.identify') : sentNames.event(happening.name);
      case 'decision':
        return happening.reason
          ? t(`happening.decision.${happening.name}Because`, { reason: t(`holdReason.${happening.reason}`) })
          : t(`happening.decision.${happening.name}`);
      case 'message':
        return happening.channel
          ? t('happening.messageOn', {
              kind: t(`receipt.${happening.name}`),
              channel: t(`channel.${happening.channel}`),
            })
          : t(`receipt.${happening.name}`);
      case 'order':
        return happening.value === undefined
          ? t('happening.order')
          : t('happening.orderOf', { value: format.money(happening.value, happening.currency) });
      case 'consent':
        return t('profiles.consents');
      case 'membership':
        return t(`happening.membership.${happening.name}`, { segment: names.segment(happening.segment ?? '') });
      case 'journey_step':
        return t(`happening.journey.${happening.name}`, { journey: names.journey(happening.journey ?? '') });
    }
  };
}

export function happeningLook(happening: Happening): { icon: IconName; color: string } {
  switch (happening.type) {
    case 'event':
      return { icon: isIdentify(happening) ? 'profiles' : 'event', color: 'var(--ink-faint)' };
    case 'decision':
      return happening.name === 'send'
        ? { icon: 'check', color: 'var(--accent)' }
        : { icon: happening.name === 'deferred' ? 'clock' : 'held', color: 'var(--held)' };
    case 'message':
      return { icon: happening.channel ?? 'sent', color: `var(--channel-${happening.channel ?? 'webhook'})` };
    case 'order':
      return { icon: 'order', color: 'var(--accent)' };
    case 'consent':
      return { icon: 'check', color: 'var(--ink-faint)' };
    case 'membership':
      return { icon: 'segments', color: 'var(--ink-faint)' };
    case 'journey_step':
      return { icon: 'journeys', color: 'var(--ink-faint)' };
  }
}

/** An identify call has no name of its own. */
function isIdentify({ name }: Happening): boolean {
  return name === 'identify';
}
