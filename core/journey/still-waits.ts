import type { Run } from '../state.ts';

/** Nothing that concerns the node: it waits as it did. */
export function stillWaits({ dueAt }: Run): { readonly type: 'wait'; readonly dueAt?: number } {
  return dueAt === undefined ? { type: 'wait' } : { type: 'wait', dueAt };
}
