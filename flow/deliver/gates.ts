import type { AdapterDirectory } from '#channels/directory.ts';
import type { ChannelAdapter } from '#channels/port.ts';
import type { OutboxAccount } from '#components/store/port/outbox.ts';
import { type Channel, channelSchema } from '#contracts/channel.ts';
import type { Instant } from '#contracts/identifiers.ts';
import { type AccountGate, createAccountGate } from './account-gate.ts';

/** Rows that need no provider (nobody sends on the channel, the row cannot be read) are only settled. */
const withoutAccount = [1_000, 1_000, 1_000];

/** An account that is full does not get to what ends within this time; it is said while another channel can be tried. */
const endingMargin = 5_000;

export interface Gates {
  of(adapter: ChannelAdapter): AccountGate;
  /** The gate of the account that sends on a channel; undefined where there is none. */
  find(account: OutboxAccount): AccountGate | undefined;
  /** How many messages of each rank, and of those before it, the account takes now. */
  room(account: OutboxAccount): readonly number[];
  /** Set for an account without room: what is not valid beyond this instant cannot go through it any more. */
  endingBefore(account: OutboxAccount): Instant | undefined;
  /** Sends nothing more; what has not begun is put back. */
  close(): void;
}

/** One gate for each adapter: an account whose settings change becomes another adapter, and begins anew. */
export function createGates(adapters: Pick<AdapterDirectory, 'find'>, clock: () => Instant, onRoom: () => void): Gates {
  const known = new WeakMap<ChannelAdapter, AccountGate>();
  const open = new Set<WeakRef<AccountGate>>();
  let closed = false;

  function of(adapter: ChannelAdapter): AccountGate {
    const existing = known.get(adapter);
    if (existing) return existing;
    const gate = createAccountGate(adapter, { clock, onRoom });
    if (closed) gate.close();
    known.set(adapter, gate);
    for (const reference of open) if (reference.deref() === undefined) open.delete(reference);
    open.add(new WeakRef(gate));
    return gate;
  }

  function find({ workspace, channel }: OutboxAccount): AccountGate | undefined {
    const adapter = isChannel(channel) ? adapters.find(workspace, channel) : undefined;
    return adapter && of(adapter);
  }

  return {
    of,
    find,
    room: (account) => find(account)?.room(clock()) ?? withoutAccount,
    endingBefore(account) {
      const gate = find(account);
      if (!gate?.isFull()) return undefined;
      const now = clock();
      const state = gate.circuit.look(now);
      return typeof state === 'object' ? Math.max(state.comeAgainAt, now + endingMargin) : now + endingMargin;
    },
    close() {
      closed = true;
      for (const reference of open) reference.deref()?.close();
    },
  };
}

function isChannel(text: string): text is Channel {
  return channelSchema.safeParse(text).success;
}
