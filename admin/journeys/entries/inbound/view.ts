import type { EntryView } from '../entry-view.ts';
import { inboundWords } from './inbound-words.ts';

export const inboundEntry: EntryView<'inbound'> = {
  empty: () => ({ type: 'inbound', match: { channels: [], text: { is: 'keyword', words: [] } } }),
  words: ({ match }, { t }) => inboundWords(match, t),
};
