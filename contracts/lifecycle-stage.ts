/** In the order in which a customer goes through them. */
export const lifecycleStages = ['awareness', 'consideration', 'decision', 'evaluation', 'loyalty', 'advocacy'] as const;
export type LifecycleStage = (typeof lifecycleStages)[number];
