import type { EntryView } from '../entry-view.ts';

export const importEntry: EntryView<'import'> = {
  empty: () => ({ type: 'import', import: null }),
  words: (_, { t }) => t('canvas.importEntryWords'),
};
