import type { EventFact, Fact } from '#contracts/fact.ts';
import type { ProfileId } from '#contracts/identifiers.ts';
import { stageOfSegment } from '#contracts/lifecycle.ts';
import { createTokenBucket } from '../token-bucket.ts';

/** Where the composition root reports what was committed. */
export interface LiveFeed {
  /** Facts of one commit, all or a sample of them; `events` is how many events the commit really held. */
  publish(facts: readonly Fact[], events?: number): void;
  /** People whom somebody looks at: their facts must all be published. */
  readonly followed: ReadonlySet<ProfileId>;
}

type Listener = (fact: Fact) => void;

export interface LiveHub extends LiveFeed {
  /** Average of the last ten seconds. */
  eventsPerSecond(): number;
  /** A sample of everything, or all of one person. Returns what ends it. */
  subscribe(listener: Listener, profile?: ProfileId): () => void;
}

const sampledPerSecond = 10;

/** Page views are the most and say the least: they leave this much of the sample to the rest. */
const keptForOthers = 4;

const rateSeconds = 10;

/** Hands what just happened to whoever listens, in this process; nothing is kept. */
export function createLiveHub(now: () => number = Date.now): LiveHub {
  const everything = new Set<Listener>();
  const byProfile = new Map<ProfileId, Set<Listener>>();
  const followed = new Set<ProfileId>();
  const sample = createTokenBucket(sampledPerSecond, sampledPerSecond);
  const events = createTokenBucket(sampledPerSecond - keptForOthers, sampledPerSecond - keptForOthers);
  const rate = createRate(rateSeconds);

  return {
    followed,

    publish(facts, count) {
      const at = now();
      rate.add(count ?? facts.filter(({ type }) => type === 'event').length, at);
      if (everything.size === 0 && byProfile.size === 0) return;
      const told = everything.size === 0 ? new Set<string>() : ordersIn(facts);
      for (const fact of facts) {
        for (const listener of byProfile.get(fact.profile) ?? []) listener(fact);
        if (everything.size === 0 || !isWorthShowing(fact)) continue;
        if (fact.type === 'event' && told.size > 0 && told.has(orderKey(fact))) continue;
        if (fact.type === 'event' && events.take(1, at) > 0) continue;
        if (sample.take(1, at) > 0) continue;
        for (const listener of everything) listener(fact);
      }
    },

    eventsPerSecond: () => rate.perSecond(now()),

    subscribe(listener, profile) {
      if (profile === undefined) {
        everything.add(listener);
        return () => everything.delete(listener);
      }
      const listeners = byProfile.get(profile) ?? new Set();
      byProfile.set(profile, listeners.add(listener));
      followed.add(profile);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || byProfile.get(profile) !== listeners) return;
        byProfile.delete(profile);
        followed.delete(profile);
      };
    },
  };
}

/** The orders of one commit: the order says more than the event that brought it, and one line tells both. */
function ordersIn(facts: readonly Fact[]): ReadonlySet<string> {
  return new Set(facts.flatMap((fact) => (fact.type === 'order' ? [`${fact.profile} ${fact.order}`] : [])));
}

/** As an order is named: by what the event says, else by the event itself. */
function orderKey({ profile, id, properties }: EventFact): string {
  return `${profile} ${properties['order_id'] || properties['orderId'] || id}`;
}

/** In the common stream, steps of the machinery only stand in the way of what people did and got. */
function isWorthShowing(fact: Fact): boolean {
  switch (fact.type) {
    case 'event':
      return !fact.imported;
    case 'order':
      return !fact.imported;
    case 'message':
      return fact.kind !== 'queued' && fact.kind !== 'accepted';
    case 'decision':
      return fact.outcome !== 'send';
    case 'journey_step':
      // A new version may move a hundred thousand people at once.
      return fact.change !== 'passed' && fact.change !== 'arrived' && fact.change !== 'moved';
    case 'membership':
      // A stage is a segment without a name of its own, and each change of it would be two lines beside the event.
      return stageOfSegment(fact.segment) === undefined;
    case 'profile':
    case 'alias':
    case 'merge':
    case 'drop':
    case 'consent':
    case 'company':
      return false;
  }
}

/** Counts in a ring of seconds. */
function createRate(seconds: number): { add(count: number, now: number): void; perSecond(now: number): number } {
  const counts = new Float64Array(seconds + 1);
  let newest = 0;
  const turn = (now: number) => {
    const second = Math.floor(now / 1_000);
    for (let empty = Math.max(newest + 1, second - seconds); empty <= second; empty++)
      counts[empty % counts.length] = 0;
    newest = Math.max(newest, second);
    return newest % counts.length;
  };
  return {
    add(count, now) {
      const slot = turn(now);
      counts[slot] = (counts[slot] ?? 0) + count;
    },
    perSecond(now) {
      // The running second is not full yet and is left out.
      const current = turn(now);
      let sum = 0;
      for (const [slot, count] of counts.entries()) if (slot !== current) sum += count;
      return Math.round((sum / seconds) * 10) / 10;
    },
  };
}
