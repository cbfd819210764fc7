import { dateWords } from '../../fields/calendar-words.ts';
import type { EntryView } from '../entry-view.ts';

export const dateEntry: EntryView<'date'> = {
  empty: () => ({ type: 'date', trait: 'birthday', repeat: 'yearly', calendar: 'solar', offsetDays: 0, time: '10:00' }),
  words: (entry, tools) => dateWords(entry.trait || '…', entry, tools),
};
