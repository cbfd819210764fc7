import type { PersonaHabits } from '#contracts/api/persona.ts';
import type { Channel } from '#contracts/channel.ts';
import { type PersonaFeature, personaFeatures } from '#contracts/persona.ts';
import type { Behaviour } from './behaviour.ts';
import type { Bought } from './bought.ts';

const hoursOfWeek = 168;
const mostShown = 5;
/** Names held while pages are gathered; rarer ones are given up. */
const mostHeld = 5_000;

/** Adds up, page by page, what the people of one persona do. */
export interface GatheredHabits {
  add(behaviour: Behaviour): void;
  addBought(bought: Bought): void;
  readonly people: number;
  habits(): PersonaHabits;
}

export function gatherHabits(): GatheredHabits {
  const sums = new Map<PersonaFeature, number>();
  const hours = Array.from({ length: hoursOfWeek }, () => 0);
  const channels = new Map<Channel, number>();
  const bought = { product: new Map<string, number>(), category: new Map<string, number>() };
  let people = 0;
  let value = 0;
  return {
    get people() {
      return people;
    },
    add(behaviour) {
      people += 1;
      value += behaviour.value;
      for (const feature of personaFeatures) sums.set(feature, (sums.get(feature) ?? 0) + behaviour.features[feature]);
      for (const [hour, orders] of behaviour.hours) hours[hour] = (hours[hour] ?? 0) + orders;
      for (const [channel, count] of behaviour.responses) channels.set(channel, (channels.get(channel) ?? 0) + count);
    },
    addBought({ kind, name, people: buyers }) {
      const names = bought[kind];
      names.set(name, (names.get(name) ?? 0) + buyers);
      if (names.size > mostHeld) for (const [rare] of mostCommon(names).slice(mostHeld / 2)) names.delete(rare);
    },
    habits: () => ({
      means: Object.fromEntries(
        [...sums].map(([feature, sum]) => [feature, Math.round((sum / people) * 1_000) / 1_000]),
      ),
      hours,
      channels: [...channels].sort((a, b) => b[1] - a[1]).map(([channel, responses]) => ({ channel, responses })),
      products: shown(bought.product),
      categories: shown(bought.category),
      value: Math.round(value * 100) / 100,
    }),
  };
}

function mostCommon(names: ReadonlyMap<string, number>): [string, number][] {
  return [...names].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function shown(names: ReadonlyMap<string, number>): PersonaHabits['products'] {
  return mostCommon(names)
    .slice(0, mostShown)
    .map(([name, people]) => ({ name, people }));
}
