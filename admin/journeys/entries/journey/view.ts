import type { EntryView } from '../entry-view.ts';

export const journeyEntry: EntryView<'journey'> = {
  empty: () => ({ type: 'journey' }),
  words: (_, { t }) => t('canvas.journeyEntryWords'),
};
