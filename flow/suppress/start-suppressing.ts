import type { Logger } from 'pino';
import type { Store } from '#components/store/port/index.ts';
import type { OutboxItem } from '#components/store/port/outbox.ts';
import type { SuppressedAddress, SuppressionStore } from '#components/suppression/store.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { SuppressAddressEffect } from '#core/effect.ts';
import { addressHash } from '#core/suppression.ts';
import { createWakeUp } from '../wake-up.ts';

const rowsAtOnce = 200;
const pollMilliseconds = 1_000;

export interface SuppressingParts {
  readonly store: Pick<Store, 'outbox'>;
  readonly suppressions: Pick<SuppressionStore, 'add'>;
  readonly log: Pick<Logger, 'error'>;
}

/**
 * Carries addresses that bounced or complained from the outbox onto the workspace's list. A crash between the two adds
 * them again, which changes nothing.
 */
export function startSuppressing({ store, suppressions, log }: SuppressingParts): { stop(): Promise<void> } {
  const wakeUp = createWakeUp();
  let stopping = false;

  async function round(): Promise<number> {
    const items = await store.outbox.read('suppress_address', rowsAtOnce);
    const byWorkspace = new Map<WorkspaceId, SuppressedAddress[]>();
    for (const item of items) {
      byWorkspace.set(item.workspace, [...(byWorkspace.get(item.workspace) ?? []), readEntry(item)]);
    }
    for (const [workspace, entries] of byWorkspace) await suppressions.add(workspace, entries);
    await store.outbox.settle(items.map((item) => ({ item, outcome: { type: 'done' } })));
    return items.length;
  }

  async function loop(): Promise<void> {
    while (!stopping) {
      try {
        const count = await round();
        if (count < rowsAtOnce && !stopping) await wakeUp.sleep(pollMilliseconds);
      } catch (error) {
        log.error({ err: error }, 'addresses could not be put onto the suppression list; trying again');
        if (!stopping) await wakeUp.sleep(pollMilliseconds);
      }
    }
  }

  const ended = loop();
  return {
    async stop() {
      stopping = true;
      wakeUp.wake();
      await ended;
    },
  };
}

function readEntry({ body }: OutboxItem): SuppressedAddress {
  const { channel, address, reason, at } = JSON.parse(body) as SuppressAddressEffect;
  return { channel, hash: addressHash(channel, address), address, reason, note: '', addedBy: '', addedAt: at };
}
