import { newShopper, type Shopper } from './shopper.ts';

export interface Crowd {
  /** Somebody comes to the shop: a customer, a stranger, or one who was here before. Undefined when the choice is inside. */
  arrival(): Shopper | undefined;
  /** The one whom a message was sent to, if she is known and not in the shop. */
  byAddress(address: string): Shopper | undefined;
  /** She has left; whom it is worth to remember may come back. */
  left(shopper: Shopper): void;
}

export interface KnownPerson {
  readonly userId: string;
  readonly addresses: readonly string[];
}

/** Strangers who signed up or left a full cart are remembered, the newest of them, so that memory stays bounded. */
const rememberedAtMost = 500;

export function createCrowd(people: readonly KnownPerson[], random: () => number): Crowd {
  const away = new Map<string, Shopper>();
  const inside = new Set<string>();
  const regulars: string[] = [];
  const strangers: string[] = [];
  const keyByAddress = new Map<string, string>();
  for (const { userId, addresses } of people) {
    const shopper = newShopper(randomId(random), userId);
    away.set(shopper.anonymousId, shopper);
    regulars.push(shopper.anonymousId);
    for (const address of addresses) keyByAddress.set(address, shopper.anonymousId);
  }

  const take = (key: string | undefined): Shopper | undefined => {
    const shopper = key === undefined || inside.has(key) ? undefined : away.get(key);
    if (shopper !== undefined) inside.add(shopper.anonymousId);
    return shopper;
  };
  const pick = (keys: readonly string[]) => keys[Math.floor(random() * keys.length)];
  const remember = (shopper: Shopper) => {
    strangers.push(shopper.anonymousId);
    if (shopper.userId !== undefined) keyByAddress.set(`${shopper.userId}@example.com`, shopper.anonymousId);
    const forgotten = strangers.length > rememberedAtMost ? strangers.shift() : undefined;
    const gone = forgotten === undefined ? undefined : away.get(forgotten);
    if (gone === undefined) return;
    away.delete(gone.anonymousId);
    if (gone.userId !== undefined) keyByAddress.delete(`${gone.userId}@example.com`);
  };

  return {
    arrival() {
      const draw = random();
      if (draw < 0.6) return take(pick(regulars));
      if (draw < 0.75 && strangers.length > 0) return take(pick(strangers));
      const stranger = newShopper(randomId(random));
      inside.add(stranger.anonymousId);
      return stranger;
    },
    byAddress: (address) => take(keyByAddress.get(address)),
    left(shopper) {
      const key = shopper.anonymousId;
      inside.delete(key);
      const known = away.get(key);
      if (known === undefined && shopper.userId === undefined && shopper.cart.length === 0) return;
      away.set(key, shopper);
      if (known === undefined) remember(shopper);
      else if (known.userId === undefined && shopper.userId !== undefined) {
        keyByAddress.set(`${shopper.userId}@example.com`, key);
      }
    },
  };
}

/** A UUID of version 4, as Segment's clients make them, from the given chance. */
export function randomId(random: () => number): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16));
  digits[12] = 4;
  digits[16] = 8 + Math.floor(random() * 4);
  const hex = digits.map((digit) => digit.toString(16)).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
