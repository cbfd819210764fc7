import { type NodeView, namedWays } from '../node-view.ts';

export const webhookView: NodeView<'webhook'> = {
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
