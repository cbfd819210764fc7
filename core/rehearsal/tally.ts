import type { Fact } from '#contracts/fact.ts';
import type { Instant, ProfileId } from '#contracts/identifiers.ts';
import type { RehearsalCounts, RehearsalNode } from '#contracts/rehearsal.ts';

/** How many of those who were messaged most are named. */
const named = 10;

export interface Tally {
  /** The facts of one more person's story. */
  add(profile: ProfileId, facts: readonly Fact[]): void;
  counts(): RehearsalCounts;
}

interface Tried {
  readonly journey: string;
  /** Runs of other versions of the journey are not counted. */
  readonly version: number;
  readonly from: Instant;
  readonly until: Instant;
  /** The day of the workspace that an instant lies in, as YYYY-MM-DD. */
  readonly dayOf: (at: Instant) => string;
}

/** What a journey would have done in a period. Of other journeys only their messages count, towards who got most. */
export function createTally({ journey, version, from, until, dayOf }: Tried): Tally {
  let people = 0;
  let entered = 0;
  let entries = 0;
  let completed = 0;
  const exited: Counts = {};
  const nodes = new Map<string, GrowingNode>();
  const days = new Map<string, { entries: number; messages: number }>();
  let busiest: { profile: ProfileId; messages: number; ofThis: number }[] = [];

  const nodeOf = (id: string): GrowingNode => {
    const known = nodes.get(id) ?? { arrived: 0, passed: {}, sent: {}, deferred: {}, heldBack: {} };
    nodes.set(id, known);
    return known;
  };
  const onDay = (at: Instant, what: 'entries' | 'messages'): void => {
    const day = dayOf(at);
    const known = days.get(day) ?? { entries: 0, messages: 0 };
    known[what] += 1;
    days.set(day, known);
  };

  return {
    add(profile, facts) {
      people += 1;
      const runs = new Set<string>();
      let messages = 0;
      let ofThis = 0;
      for (const fact of facts) {
        if (fact.at < from || fact.at >= until) continue;
        if (fact.type === 'message' && fact.kind === 'queued') {
          messages += 1;
          if (runs.has(fact.run)) {
            ofThis += 1;
            onDay(fact.at, 'messages');
          }
        } else if (fact.type === 'decision' && runs.has(fact.run)) {
          const node = nodeOf(fact.node);
          if (fact.outcome === 'send') count(node.sent, fact.channel);
          else count(fact.outcome === 'deferred' ? node.deferred : node.heldBack, fact.reason);
        } else if (fact.type === 'journey_step' && fact.journey === journey && fact.version === version) {
          if (fact.change === 'arrived') nodeOf(fact.node).arrived += 1;
          else if (fact.change === 'passed') count(nodeOf(fact.node).passed, fact.branch);
          else if (fact.change === 'completed') completed += 1;
          else if (fact.change === 'exited') count(exited, fact.detail);
          else if (fact.change === 'entered') {
            runs.add(fact.run);
            onDay(fact.at, 'entries');
          }
        }
      }
      entries += runs.size;
      if (runs.size > 0) entered += 1;
      if (messages > 0) busiest = busiestOf([...busiest, { profile, messages, ofThis }]);
    },

    counts: () => ({
      ...{ people, entered, entries, completed, exited },
      nodes: Object.fromEntries(nodes) satisfies { readonly [node: string]: RehearsalNode },
      days: [...days].map(([day, counted]) => ({ day, ...counted })).sort((a, b) => (a.day < b.day ? -1 : 1)),
      busiest,
    }),
  };
}

interface Counts {
  [word: string]: number;
}

interface GrowingNode extends RehearsalNode {
  arrived: number;
  readonly passed: Counts;
  readonly sent: Counts;
  readonly deferred: Counts;
  readonly heldBack: Counts;
}

function count(counts: Counts, word: string): void {
  counts[word] = (counts[word] ?? 0) + 1;
}

function busiestOf<One extends { readonly messages: number; readonly profile: string }>(all: One[]): One[] {
  return all.sort((a, b) => b.messages - a.messages || (a.profile < b.profile ? -1 : 1)).slice(0, named);
}
