import { hours } from '../duration.ts';
import type { Work } from '../work.ts';

/**
 * Live events of one person within an hour. Nobody does something three times a second for an hour, and what a device tells
 * every second stays far below; what is beyond is a bot, a loop in somebody's code, or an id that many people share.
 */
const mostEvents = 10_000;
const window = hours(1);

/**
 * Counts a live event of hers. Throws FloodError where they are too many, so that the rest is set aside, costs its lane no
 * step, and can be given another chance when the id has been mended. Imported history comes in bulk by its nature.
 */
export function countEvent(work: Work): void {
  if (work.imported) return;
  const { state, now } = work;
  const counted = state.recentEvents;
  const isOver = counted === undefined || now >= counted.since + window;
  const recentEvents = isOver ? { since: now, count: 1 } : { since: counted.since, count: counted.count + 1 };
  if (recentEvents.count > mostEvents) throw new FloodError();
  work.state = { ...state, recentEvents };
}

/** Its name is the reason under which its dead letters are found. */
class FloodError extends Error {
  override name = 'flood';
  constructor() {
    super(`More than ${mostEvents} events of one person within an hour; this one was set aside.`);
  }
}
