import type { SuppressedAddress, SuppressionStore } from '#components/suppression/store.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { ConsentStimulus, SuppressionChange } from '#contracts/stimulus.ts';
import { addressHash } from '#core/suppression.ts';
import type { Prepared } from './prepare.ts';

export interface Suppressed {
  readonly prepared: Prepared;
  /** Tells her document, so that the next decision knows. */
  readonly news: ConsentStimulus;
}

/**
 * Which of these go to an address on the workspace's list. A document knows of the list what was put there while she had
 * the address; one that she gave since is found here, before anything reaches it.
 */
export async function findSuppressed(
  suppressions: Pick<SuppressionStore, 'held'>,
  workspace: WorkspaceId,
  all: readonly Prepared[],
  now: Instant,
): Promise<readonly Suppressed[]> {
  const addressed = all.flatMap((prepared) => {
    const { channel } = prepared.claimed.effect;
    return channel === 'webhook' ? [] : [{ prepared, channel, hash: addressHash(channel, prepared.message.to) }];
  });
  if (addressed.length === 0) return [];
  const held = await suppressions.held(workspace, addressed);
  return addressed.flatMap(({ prepared, ...address }) => {
    const reason = held.get(`${address.channel}:${address.hash}`);
    return reason === undefined ? [] : [{ prepared, news: news(workspace, prepared, { ...address, reason }, now) }];
  });
}

function news(
  workspace: WorkspaceId,
  { claimed: { effect } }: Prepared,
  { channel, hash, reason }: Pick<SuppressedAddress, 'channel' | 'hash' | 'reason'>,
  now: Instant,
): ConsentStimulus {
  const change: SuppressionChange = { channel, addressHash: hash, reason, status: 'set' };
  const { profile, delivery } = effect;
  const id = `${delivery}:suppressed`;
  return {
    ...{ type: 'consent', workspace, profile, id, at: now, receivedAt: now },
    ...{ changes: [], source: 'suppression_list', suppressions: [change] },
  };
}
