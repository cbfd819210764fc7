import type { Channel } from '#contracts/channel.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import type { RecountStimulus } from '#contracts/stimulus.ts';
import type { WithdrawnHistory } from '#contracts/withdrawn-history.ts';

/** An identify of an import: what it told, and what those of her traits were that it changed. */
export interface ToldByImport {
  readonly traits: JsonObject;
  readonly before: JsonObject;
}

/** A word of consent that an import told. */
export interface WordOfImport {
  readonly channel: Channel;
  readonly topic: string;
  readonly at: Instant;
  readonly source: string;
  /** JSON text of the word that stood before; empty where there was none. */
  readonly before: string;
  /** Somebody else told the same word, so that it stands without the import too. */
  readonly isToldByOthers: boolean;
}

/** What one import brought to one person, in the order in which it came. */
export interface BroughtFacts {
  readonly events: number;
  readonly seen: WithdrawnHistory['seen'];
  readonly orders: { readonly count: number; readonly value: number };
  readonly knownOrders: readonly string[];
  readonly told: readonly ToldByImport[];
  readonly words: readonly WordOfImport[];
}

/** The same as what has to be taken back from her document. */
export interface Brought {
  readonly events: number;
  readonly seen: WithdrawnHistory['seen'];
  readonly orders: { readonly count: number; readonly value: number };
  readonly knownOrders: readonly string[];
  readonly traits: RecountStimulus['traits'];
  readonly consents: WithdrawnHistory['consents'];
}

export function takenBackOf({ events, seen, orders, knownOrders, told, words }: BroughtFacts): Brought {
  return { events, seen, orders, knownOrders, traits: traitsBefore(told), consents: wordsBefore(words) };
}

/** Of each trait the last value that the import set, and the one that stood before the first of its values in a row. */
function traitsBefore(told: readonly ToldByImport[]): RecountStimulus['traits'] {
  const found = new Map<string, { was: Json; value: Json }>();
  for (const { traits, before } of told) {
    for (const [name, earlier] of Object.entries(before)) {
      const was = traits[name] ?? null;
      const held = found.get(name);
      const isOwn = held !== undefined && JSON.stringify(held.was) === JSON.stringify(earlier);
      found.set(name, { was, value: isOwn ? held.value : earlier });
    }
  }
  return [...found].map(([name, change]) => ({ name, ...change }));
}

function wordsBefore(words: readonly WordOfImport[]): WithdrawnHistory['consents'] {
  const taken: { channel: Channel; topic: string; at: Instant; source: string; before: string }[] = [];
  for (const { isToldByOthers, ...word } of words) {
    if (isToldByOthers) continue;
    const own = taken.find(
      (one) => one.channel === word.channel && one.topic === word.topic && isWord(word.before, one),
    );
    taken.push(own === undefined ? word : { ...word, before: own.before });
  }
  return taken;
}

function isWord(text: string, { at, source }: Pick<WordOfImport, 'at' | 'source'>): boolean {
  if (text === '') return false;
  const held = JSON.parse(text) as { readonly at?: Json; readonly source?: Json };
  return held.at === at && held.source === source;
}
