import type { JourneyDefinition } from '#contracts/journey.ts';
import type { AskWhat } from '../effect.ts';

/** What a version of a journey had to do with what the step cannot know: the outside, and chance. */
export interface PastVersion {
  /** By node, the name of what is asked there. */
  readonly asks: ReadonlyMap<string, string>;
  /** By node of a random cohort, its share in percent. */
  readonly cohorts: ReadonlyMap<string, number>;
  /** The node at which calls of the API start it. */
  readonly called?: string;
}

/** By `versionName`. */
export type PastVersions = ReadonlyMap<string, PastVersion>;

export function versionName({ journey, version }: { readonly journey: string; readonly version: number }): string {
  return `${journey} ${version}`;
}

/** Asked under the same name, an answer of the past is one today: other pools, addresses and limits say something else. */
export function nameOfAsked(what: AskWhat): string {
  switch (what.kind) {
    case 'entry':
      return JSON.stringify([
        what.kind,
        what.total ?? null,
        what.within?.entries ?? null,
        what.within?.minutes ?? null,
      ]);
    case 'coupon':
      return JSON.stringify([what.kind, what.pool]);
    case 'webhook':
      return JSON.stringify([what.kind, what.url]);
    case 'task':
      return what.kind;
  }
}

export function pastVersion({ nodes, entryLimits = {} }: JourneyDefinition): PastVersion {
  const { total, within } = entryLimits;
  const asks = new Map<string, string>();
  const cohorts = new Map<string, number>();
  let called: string | undefined;
  for (const node of nodes) {
    if (node.kind === 'trigger') {
      if (node.trigger.type === 'api') called = node.id;
      if (total === undefined && within === undefined) continue;
      const limits = { ...(total !== undefined && { total }), ...(within && { within }) };
      asks.set(node.id, nameOfAsked({ kind: 'entry', ...limits }));
    } else if (node.kind === 'give_coupon') {
      asks.set(node.id, nameOfAsked({ kind: 'coupon', pool: node.pool }));
    } else if (node.kind === 'webhook') {
      asks.set(node.id, nameOfAsked({ kind: 'webhook', url: node.url, body: {}, until: 0 }));
    } else if (node.kind === 'cohort') {
      cohorts.set(node.id, node.percent);
    }
  }
  return { asks, cohorts, ...(called !== undefined && { called }) };
}
