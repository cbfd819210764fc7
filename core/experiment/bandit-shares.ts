import type { ArmCount } from '#contracts/experiment.ts';
import type { Scale } from './estimate.ts';
import { probabilityBest } from './probability-best.ts';

interface BanditRule {
  /** From 0 to 1, of everybody; the control's is `controlShare` where that is set. */
  readonly floorShare: number;
  readonly control?: string | undefined;
  readonly controlShare?: number | undefined;
}

/**
 * Shares of a bandit, from 0 to 1, that add up to 1: to each arm how likely it is to be the best, but at least the floor. A control with
 * a share of its own keeps that, and the others share the rest.
 */
export function banditShares(
  counts: readonly ArmCount[],
  scale: Scale,
  { floorShare, control, controlShare }: BanditRule,
): { readonly [arm: string]: number } {
  const isFixed = controlShare !== undefined && counts.some(({ arm }) => arm === control);
  const playing = isFixed ? counts.filter(({ arm }) => arm !== control) : counts;
  const all = isFixed ? 1 - controlShare : 1;
  const floor = Math.min(floorShare, all / Math.max(1, playing.length));
  const free = all - floor * playing.length;
  const best = probabilityBest(playing, scale);
  const shares = playing.map(({ arm }, index) => [arm, floor + free * (best[index] ?? 0)] as const);
  return Object.fromEntries([
    ...(isFixed && control !== undefined ? [[control, controlShare] as const] : []),
    ...shares,
  ]);
}
