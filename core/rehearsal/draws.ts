import { runBeganAt } from '../journey/run-id.ts';
import type { StepContext } from '../step.ts';
import type { RecordedDraw, RecordedPerson } from './recorded.ts';

/**
 * Chance as it was. A random cohort draws by the id of a run, which no rehearsal has again: the n-th draw at a step of a journey
 * falls where the n-th recorded one fell, within the share of then or beyond it. So a draft with the same share parts people
 * as then, and with a larger one keeps all who were in.
 */
export function drawnAsThen(random: StepContext['random'], { draws }: RecordedPerson): StepContext['random'] {
  const open = [...draws];
  return (...words) => {
    const fraction = random(...words);
    const [kind, run = '', at] = words;
    if (kind !== 'cohort') return fraction;
    const index = open.findIndex(({ journey, node }) => node === at && runBeganAt(run, journey) !== undefined);
    const [draw] = index < 0 ? [] : open.splice(index, 1);
    return draw === undefined ? fraction : within(draw, fraction);
  };
}

function within({ from, below }: RecordedDraw, fraction: number): number {
  return from + fraction * (below - from);
}
