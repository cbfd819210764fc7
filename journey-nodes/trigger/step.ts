import { days } from '#core/duration.ts';
import { ask } from '#core/journey/ask.ts';
import { calledWith } from '#core/journey/called-with.ts';
import { journeyVersion } from '#core/journey/compile.ts';
import { markEntered } from '#core/journey/mark-entered.ts';
import type { NodeStep, Visit } from '#core/journey/node-step.ts';
import { recordStep } from '#core/journey/record-step.ts';
import { stillWaits } from '#core/journey/still-waits.ts';

/** Who has no answer for so long does not enter. */
const patience = days(1);

/**
 * Whether she may enter by her own history was settled before the run began. Where all people together are limited, those
 * who count them are asked, and she has entered when they say yes.
 */
export function stepTrigger({ work, run, cause }: Visit<'trigger'>): NodeStep<'trigger'> {
  const definition = journeyVersion(work.release.journeys, run)?.definition;
  const { total, within } = definition?.entryLimits ?? {};
  const payload = calledWith(work, run);
  switch (cause.type) {
    case 'arrived': {
      if (total === undefined && within === undefined) break;
      const asked = ask(work, run, 'entry', {
        kind: 'entry',
        ...(total !== undefined && { total }),
        ...(within && { within }),
      });
      return { type: 'wait', dueAt: work.now + patience, keep: { asked } };
    }
    case 'answered':
      if (cause.outcome !== 'granted') return { type: 'refuse', detail: 'entry_limit', payload };
      break;
    case 'due':
      return { type: 'refuse', detail: 'entry_limit', payload };
    default:
      return stillWaits(run);
  }
  if (definition) markEntered(work, definition, run);
  recordStep(work, run, 'entered', { payload });
  return { type: 'go', branch: 'next' };
}
