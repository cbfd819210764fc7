import type { EntryView } from '../entry-view.ts';

export const stageEntry: EntryView<'stage'> = {
  empty: () => ({ type: 'stage', stage: 'awareness' }),
  words: ({ stage }, { t }) => t('canvas.stageWords', { stage: t(`attributes.stage.${stage}`) }),
};
