import type { TFunction } from 'i18next';
import type { InboundMatch } from '#contracts/inbound/inbound.ts';

/** “JOIN” or “加入” by SMS. */
export function inboundWords({ channels, text }: InboundMatch, t: TFunction): string {
  const where =
    channels.length === 0
      ? t('inbound.anyChannel')
      : channels.map((channel) => t(`channel.${channel}`)).join(t('inbound.listJoint'));
  if (text.is === 'any') return t('inbound.wordsOf.any', { channel: where });
  const words = text.words.map((word) => t('inbound.quoted', { word })).join(t('inbound.or'));
  return t(`inbound.wordsOf.${text.is}`, { channel: where, words });
}
