import type { Instant } from '#contracts/identifiers.ts';

/** Things to come, each at its time; of equal times, the one that was noted first comes first. */
export interface Agenda<Thing> {
  nextAt(): Instant;
  /** The next thing, which is thereby done. */
  take(): Thing | undefined;
  note(at: Instant, thing: Thing): void;
  /** Takes back what is not done yet. */
  strike(isMeant: (thing: Thing) => boolean): void;
}

/** A person has few things to come at once, so a sorted list is enough. */
export function createAgenda<Thing>(): Agenda<Thing> {
  let entries: { readonly at: Instant; readonly thing: Thing }[] = [];
  return {
    nextAt: () => entries[0]?.at ?? Number.POSITIVE_INFINITY,
    take: () => entries.shift()?.thing,
    note(at, thing) {
      const place = entries.findIndex((other) => other.at > at);
      entries.splice(place === -1 ? entries.length : place, 0, { at, thing });
    },
    strike(isMeant) {
      entries = entries.filter(({ thing }) => !isMeant(thing));
    },
  };
}
