import { type NodeCard, type NodeOf, type NodeTools, onlyNext } from '#admin/journeys/nodes/node-card.ts';

export const updateProfileCard: NodeCard<'update_profile'> = {
  icon: 'pencil',
  group: 'person',
  empty: () => ({
    kind: 'update_profile',
    changes: [{ change: 'set', trait: '', value: { from: 'constant', value: '' } }],
    branches: { next: null },
  }),
  ways: onlyNext,
  words: ({ changes }, tools) => changes.map((one) => changeWords(one, tools)).join(tools.t('canvas.comma')),
};

function changeWords(one: NodeOf<'update_profile'>['changes'][number], { t, value }: NodeTools): string {
  const trait = one.trait || '…';
  switch (one.change) {
    case 'set':
      return t('canvas.profileSet', { trait, value: value(one.value) });
    case 'add':
      return t('canvas.profileAdd', { trait, amount: one.amount });
    case 'remove':
      return t('canvas.profileRemove', { trait });
  }
}
