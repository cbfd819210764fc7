import type { EntryView } from '../entry-view.ts';

export const segmentEntry: EntryView<'segment'> = {
  empty: () => ({ type: 'segment', segment: '', change: 'entered' }),
  words: ({ segment, change }, tools) =>
    tools.t(`journeys.segmentTrigger.${change}`, { segment: tools.segment(segment) }),
};
