import { momentOf } from '#core/journey/calendar/named-day.ts';
import type { NodeStep, Visit } from '#core/journey/node-step.ts';
import { stillWaits } from '#core/journey/still-waits.ts';
import { currentValue } from '#core/journey/value.ts';
import { firstValidZone } from '#core/zone.ts';

/** The date is looked at again while she waits: a renewal that is put off is waited for, one that is taken away is missing. */
export function stepWaitDate({ work, run, node, cause }: Visit<'wait_date'>): NodeStep<'wait_date'> {
  if (cause.type === 'happening' || cause.type === 'membership' || cause.type === 'answered') return stillWaits(run);
  const { zone } = firstValidZone([work.state.timeZone, work.release.source.settings.timeZone]);
  const { traits } = work.state;
  const at = momentOf(currentValue(work, run, node.date), node, { after: run.arrivedAt, zone, traits });
  if (at === undefined) return { type: 'go', branch: 'missing' };
  if (at > work.now) return { type: 'wait', dueAt: at };
  return { type: 'go', branch: cause.type === 'arrived' ? 'past' : 'next' };
}
