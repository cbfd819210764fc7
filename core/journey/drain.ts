import type { Happening, Work } from '../work.ts';
import { reactToMembership, stopJourney } from './react.ts';
import { startRun } from './start-run.ts';

/** Journeys that move each other in a circle come to an end within a step. */
const mostReactions = 100;

/**
 * Lets journeys react to what journeys did within this step, in the order in which it was done, until nothing new comes of
 * it. `react` is what a tracked event goes through.
 */
export function drainReactions(work: Work, react: (happening: Happening) => void): void {
  const { reactions } = work;
  for (let count = 0; reactions.length > 0 && count < mostReactions; count += 1) {
    const next = reactions.shift();
    if (next === undefined) break;
    switch (next.type) {
      case 'memberships':
        reactToMembership(work, next.changes);
        break;
      case 'happening':
        react(next.happening);
        break;
      case 'start': {
        const journey = work.release.journeys.entries.get(next.journey);
        const { properties, depth } = next;
        if (journey?.trigger?.trigger.type === 'journey') {
          startRun(work, journey, { trigger: { event: 'Journey Started', properties }, depth });
        }
        break;
      }
      case 'stop':
        stopJourney(work, next.journey);
        break;
    }
  }
  reactions.length = 0;
}
