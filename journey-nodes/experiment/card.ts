import type { NodeCard } from '#admin/journeys/nodes/node-card.ts';

export const experimentCard: NodeCard<'experiment'> = {
  icon: 'experiment',
  group: 'paths',
  empty: () => ({
    kind: 'experiment',
    arms: [
      { id: 'a', name: 'A', weight: 50 },
      { id: 'b', name: 'B', weight: 50 },
    ],
    branches: { a: null, b: null },
  }),
  ways: ({ arms, control }, t) =>
    arms.map(({ id, name }) => ({ branch: id, words: id === control ? t('canvas.controlArm', { name }) : name || id })),
  words: ({ arms, allocation }, { format, t }) => {
    const total = arms.reduce((sum, { weight }) => sum + weight, 0) || 1;
    const shares = arms.map(({ name, id, weight }) => `${name || id} ${format.percent(weight / total)}`);
    return [...shares, ...(allocation ? [t(`experimentMode.${allocation.mode}`)] : [])].join(' · ');
  },
};
