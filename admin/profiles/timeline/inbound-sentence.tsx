import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { inboundProperties } from '#contracts/inbound/inbound.ts';
import type { JsonObject } from '#contracts/json.ts';
import { Pill } from '../../shared/ui/marks.tsx';

/** What she wrote to the brand, and what it did. */
export function InboundSentence({ properties }: { properties: JsonObject }) {
  const { t } = useTranslation();
  const said = inboundProperties.safeParse(properties).data;
  if (said === undefined) return null;
  const { channel, text, keywordAction, answeredDelivery } = said;
  const words = t('inbound.timeline.wrote', { channel: t(`channel.${channel}`), text });
  return (
    <span style={{ overflowWrap: 'anywhere' }}>
      {answeredDelivery === undefined ? (
        words
      ) : (
        <Link className="link" to="/deliveries" search={{ open: answeredDelivery }}>
          {words}
        </Link>
      )}{' '}
      {keywordAction ? (
        <Pill tone={keywordAction === 'opt_out' ? 'held' : 'neutral'}>{t(`inbound.action.${keywordAction}`)}</Pill>
      ) : null}
    </span>
  );
}
