import { nextTime } from '#core/journey/calendar/next-time.ts';
import type { NodeStep, Visit } from '#core/journey/node-step.ts';
import { stillWaits } from '#core/journey/still-waits.ts';
import { firstValidZone } from '#core/zone.ts';

/** Reckoned again when it falls due: the days of the workspace's calendar may have changed while she waited. */
export function stepWaitTime({ work, run, node, cause }: Visit<'wait_time'>): NodeStep<'wait_time'> {
  if (cause.type !== 'arrived' && cause.type !== 'moved' && cause.type !== 'due') return stillWaits(run);
  const { settings } = work.release.source;
  const { zone } = firstValidZone([work.state.timeZone, settings.timeZone]);
  const dueAt = nextTime(run.arrivedAt, zone, node, settings.calendarDays);
  return dueAt === undefined || dueAt <= work.now ? { type: 'go', branch: 'next' } : { type: 'wait', dueAt };
}
