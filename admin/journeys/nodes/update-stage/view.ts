import { type NodeView, onlyNext } from '../node-view.ts';

export const updateStageView: NodeView<'update_stage'> = {
  icon: 'stage',
  group: 'person',
  empty: () => ({ kind: 'update_stage', stage: 'consideration', branches: { next: null } }),
  ways: onlyNext,
  words: ({ stage }, { t }) => (stage === null ? t('nodeForm.stageByRules') : t(`attributes.stage.${stage}`)),
};
