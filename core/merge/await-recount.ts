import type { AwaitedRecount } from '../state.ts';

/** With one more. What it counts reaches up to its own place in the log, and so holds what older ones would bring. */
export function awaitRecount(
  held: readonly AwaitedRecount[] | undefined,
  awaited: AwaitedRecount,
): readonly AwaitedRecount[] {
  return [...(held ?? []).map((older) => ({ ...older, covered: true as const })), awaited];
}
