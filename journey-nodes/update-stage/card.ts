import { type NodeCard, onlyNext } from '#admin/journeys/nodes/node-card.ts';

export const updateStageCard: NodeCard<'update_stage'> = {
  icon: 'stage',
  group: 'person',
  empty: () => ({ kind: 'update_stage', stage: 'consideration', branches: { next: null } }),
  ways: onlyNext,
  words: ({ stage }, { t }) => (stage === null ? t('nodeForm.stageByRules') : t(`attributes.stage.${stage}`)),
};
