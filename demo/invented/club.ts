import { draw } from './draw.ts';

/** One of ten. */
export function visitorsOfList(userIds: readonly string[]): readonly string[] {
  return userIds.filter((userId) => draw('gift club', userId) < 0.1);
}
