import { type NodeCard, namedWays } from '#admin/journeys/nodes/node-card.ts';

export const webhookCard: NodeCard<'webhook'> = {
  icon: 'webhook',
  group: 'others',
  empty: () => ({
    kind: 'webhook',
    url: 'https://',
    body: [],
    timeoutMinutes: 5,
    results: [],
    branches: { answered: null, failed: null, timeout: null },
  }),
  ways: (_, t) => namedWays(t, 'answered', 'failed', 'timeout'),
  words: ({ url }) => (URL.canParse(url) ? new URL(url).host || '…' : '…'),
};
