import type { EntryView } from '../entry-view.ts';

export const eventEntry: EntryView<'event'> = {
  empty: () => ({ type: 'event', match: { event: '', where: [] } }),
  words: ({ match }, { event }) => event(match),
};
