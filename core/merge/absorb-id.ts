import type { ProfileId } from '#contracts/identifiers.ts';

/** Id of the stimulus that carries the loser's document to the winner; the winner keeps it in `absorbed`. */
export function absorbId(loser: ProfileId, winner: ProfileId, round = 1): string {
  return `absorb:${loser}:${winner}${round === 1 ? '' : `:${round}`}`;
}

/** The profiles whose documents were taken over, as told by the ids of what brought them. */
export function losersOf(absorbed: readonly string[]): readonly ProfileId[] {
  return absorbed.map((id) => id.split(':', 2)[1] ?? id);
}
