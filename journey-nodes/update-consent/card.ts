import { type NodeCard, onlyNext } from '#admin/journeys/nodes/node-card.ts';

export const updateConsentCard: NodeCard<'update_consent'> = {
  icon: 'shield',
  group: 'person',
  empty: () => ({
    kind: 'update_consent',
    changes: [{ channel: 'email', status: 'granted' }],
    branches: { next: null },
  }),
  ways: onlyNext,
  words: ({ changes }, { t }) =>
    changes
      .map(({ channel, status, topic }) =>
        [t(`channel.${channel}`), topic, t(`canvas.consentStatus.${status}`)].filter(Boolean).join(' '),
      )
      .join(t('canvas.comma')),
};
