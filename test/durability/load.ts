import { setTimeout as sleep } from 'node:timers/promises';
import type { Identity } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { ReceiptStimulus } from '#contracts/stimulus.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import type { Entry } from '#test/segment/entry.ts';
import { signedIn } from './definitions.ts';
import type { Call, PlatformHandle } from './platform-handle.ts';
import type { Random } from './random.ts';

/** Somebody who shops, and all that must be known of her in the end. */
export interface Shopper {
  readonly userId: string;
  readonly devices: string[];
  /** What was said of her and what she did, as it was sent. */
  readonly history: Entry[];
  orders: number;
  /** In cents, so that sums are exact. */
  cents: number;
  thanks: number;
}

export interface Load {
  readonly shoppers: readonly Shopper[];
  /** Ids of all events that were acknowledged. */
  readonly acknowledged: ReadonlySet<string>;
  /** Calls that had to be repeated because no acknowledgement came. */
  repeats(): number;
  /** Makes everybody known; nothing is lost or doubled from here on. */
  greet(): Promise<void>;
  /** Sends until `stopping`, and resolves when everything sent is acknowledged. */
  run(stopping: AbortSignal): Promise<void>;
  /** Many calls at once; each resolves when it is acknowledged. */
  rush(): readonly Promise<void>[];
  /** Signs everybody in on all her devices, so that all her events belong to one person. */
  signEverybodyIn(): Promise<void>;
  sendReceipts(receipts: readonly ReceiptStimulus[]): Promise<void>;
}

const senders = 3;
const eventsPerCall = 25;
const pause = 15;
const callsOfRush = 6;
const day = 86_400_000;

export function createLoad(random: Random, people: number, accept: PlatformHandle['accept']): Load {
  const shoppers: Shopper[] = Array.from({ length: people }, (_, index) => ({
    userId: `user-${index}`,
    devices: [],
    history: [],
    orders: 0,
    cents: 0,
    thanks: 0,
  }));
  const acknowledged = new Set<string>();
  let messages = 0;
  let repeats = 0;

  function event(identities: readonly Identity[], content: TrackedEvent['content']): TrackedEvent {
    const now = Date.now();
    return {
      workspace: 1,
      messageId: `message-${messages++}`,
      at: now,
      receivedAt: now,
      identities,
      context: {},
      content,
    };
  }

  const user = ({ userId }: Shopper) => ({ kind: 'userId', value: userId }) as const;
  const device = (value: string) => ({ kind: 'anonymousId', value }) as const;

  /** An import brings what happened a day ago; it goes through a log of its own and starts no journey. */
  interface Doing {
    readonly identities: readonly Identity[];
    readonly imported?: true;
  }

  function act(shopper: Shopper, { identities, imported }: Doing, name: string, properties: JsonObject): TrackedEvent {
    const told = event(identities, { type: 'track', name, properties });
    const at = imported ? told.at - day : told.at;
    shopper.history.push({ type: 'event', name, properties, at, arrivedAt: told.receivedAt });
    return { ...told, at, ...(imported && { imported }) };
  }

  const view = (shopper: Shopper, doing: Doing) => act(shopper, doing, 'Product Viewed', {});

  function order(shopper: Shopper, doing: Doing, isSignedIn: boolean): TrackedEvent {
    const cents = random.between(1, 20_000);
    shopper.orders += 1;
    shopper.cents += cents;
    if (isSignedIn) shopper.thanks += 1;
    return act(shopper, doing, 'Order Completed', { revenue: cents / 100, ...(isSignedIn && { [signedIn]: true }) });
  }

  function anything(): TrackedEvent {
    const shopper = random.pick(shoppers);
    const chance = random.next();
    if (chance < 0.1 || shopper.devices.length === 0) shopper.devices.push(`device-${shopper.userId}-${messages}`);
    const own = device(shopper.devices.at(-1) ?? '');
    if (chance < 0.3) return view(shopper, { identities: [own] });
    if (chance < 0.45) return view(shopper, { identities: [user(shopper)] });
    if (chance < 0.55) return order(shopper, { identities: [own] }, false);
    if (chance < 0.7) return order(shopper, { identities: [user(shopper)] }, true);
    if (chance < 0.8) return order(shopper, { identities: [user(shopper), own] }, true);
    if (chance < 0.9) return event([user(shopper), own], { type: 'identify', traits: {} });
    return event([user(shopper)], { type: 'identify', traits: { shade: random.between(0, 99) } });
  }

  function history(): TrackedEvent {
    const shopper = random.pick(shoppers);
    const doing = { identities: [user(shopper)], imported: true } as const;
    return random.next() < 0.5 ? order(shopper, doing, false) : view(shopper, doing);
  }

  async function post(call: Call): Promise<void> {
    for (;;) {
      if (await accept(call)) return;
      repeats++;
      await sleep(20);
    }
  }

  async function send(events: readonly TrackedEvent[]): Promise<void> {
    await post({ events });
    for (const { messageId } of events) acknowledged.add(messageId);
    // Some clients never hear that they were heard.
    if (random.next() < 0.05) await post({ events });
  }

  return {
    shoppers,
    acknowledged,
    repeats: () => repeats,
    greet: () =>
      send(
        shoppers.map((shopper) => {
          const traits = { tier: random.pick(['gold', 'silver']) };
          shopper.history.push({ type: 'traits', traits, arrivedAt: Date.now() });
          const identities = [user(shopper), { kind: 'email', value: `${shopper.userId}@example.com` }];
          return event(identities, { type: 'identify', traits });
        }),
      ),
    async run(stopping) {
      const one = async () => {
        while (!stopping.aborted) {
          await send(
            Array.from({ length: random.between(1, eventsPerCall) }, random.next() < 0.15 ? history : anything),
          );
          await sleep(pause);
        }
      };
      await Promise.all(Array.from({ length: senders }, one));
    },
    rush: () => Array.from({ length: callsOfRush }, () => send(Array.from({ length: eventsPerCall }, anything))),
    signEverybodyIn: () =>
      send(
        shoppers.flatMap((shopper) =>
          shopper.devices.map((value) => event([user(shopper), device(value)], { type: 'identify', traits: {} })),
        ),
      ),
    sendReceipts: (stimuli) => post({ stimuli }),
  };
}
