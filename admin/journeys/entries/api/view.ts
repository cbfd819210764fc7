import type { EntryView } from '../entry-view.ts';

export const apiEntry: EntryView<'api'> = {
  empty: () => ({ type: 'api' }),
  words: (_, { t }) => t('canvas.apiEntryWords'),
};
