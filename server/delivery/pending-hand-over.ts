import { type DeliveryStory, type PendingHandOver, pendingHandOver } from '#contracts/api/delivery.ts';
import type { ServerParts } from '../parts.ts';

/** Why a message that was decided on has not gone out yet; null where nothing of it is left to hand over. */
export async function findPendingHandOver(
  { store, channels, workspace }: Pick<ServerParts, 'store' | 'channels' | 'workspace'>,
  { id, outcome, channel }: DeliveryStory,
): Promise<PendingHandOver | null> {
  if (outcome !== 'deferred') return null;
  const row = await store.outbox.look(workspace, id);
  if (row === undefined) return null;
  const account = (await channels.list(workspace)).find((one) => one.channel === channel);
  const isLater = row.status === 'pending' && row.notBefore > Date.now();
  return {
    accountStopped: account?.stoppedReason ?? null,
    // A row also says why the platform itself put it off for a moment, which is no reason for anybody else.
    reason: pendingHandOver.shape.reason.safeParse(row.error).data ?? null,
    nextTryAt: isLater ? new Date(row.notBefore).toISOString() : null,
    dead: row.status === 'dead',
  };
}
