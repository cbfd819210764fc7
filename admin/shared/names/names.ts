import type { DisplayNames } from '#contracts/schema/display-names.ts';

/** What people read in place of the names that are sent. */
export interface Names {
  readonly event: (name: string) => string;
  /** Without an event: the property of that path of whichever event has a name for it. */
  readonly property: (event: string | undefined, path: string) => string;
  readonly trait: (path: string) => string;
  /** Those that every language has words for, which the server does not know. */
  readonly standardEvents: readonly string[];
}

type Words = Readonly<Record<string, string>>;

/** Words of a language for names that many senders use, as of Segment's specifications of events, ecommerce and identify. */
export interface StandardNames {
  readonly event: Words;
  readonly property: Words;
  readonly trait: Words;
}

/** What the team gave goes before the words of the reader's language; what has neither is shown as it is sent. */
export function createNames({ events, properties, traits }: DisplayNames, standard: StandardNames): Names {
  const ownEvents = byName(events);
  const ownTraits = byName(traits);
  const ofAnyEvent = byName(properties);
  const ofEvents = new Map(
    [...Map.groupBy(properties, ({ event }) => event)].map(([event, own]) => [event, byName(own)]),
  );
  const ownProperty = (event: string | undefined, path: string) =>
    event === undefined ? ofAnyEvent.get(path) : ofEvents.get(event)?.get(path);
  return {
    event: (name) => ownEvents.get(name) ?? wordsFor(standard.event, name),
    property: (event, path) => ownProperty(event, path) ?? wordsFor(standard.property, path),
    trait: (path) => ownTraits.get(path) ?? wordsFor(standard.trait, path),
    standardEvents: Object.keys(standard.event),
  };
}

function byName(named: DisplayNames['traits']): ReadonlyMap<string, string> {
  return new Map(named.map(({ name, displayName }) => [name, displayName]));
}

function wordsFor(words: Words, name: string): string {
  return Object.hasOwn(words, name) ? (words[name] ?? name) : name;
}
