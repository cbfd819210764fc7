import type { FrequencyCap } from '#contracts/settings.ts';
import { frequencyCapGate } from './frequency-cap.ts';
import { type Answer, passed, type Question } from './gate.ts';

/** She asked for fewer messages: one in so many days, on all channels together, counted like the caps of the workspace. */
export function personalCapGate(question: Question): Answer {
  const { daysBetween } = question.state;
  if (daysBetween === undefined) return passed;
  const cap: FrequencyCap = { id: 'personal', messages: 1, hours: daysBetween * 24 };
  const answer = frequencyCapGate({ ...question, settings: { ...question.settings, frequencyCaps: [cap] } });
  return answer.outcome === 'passed' ? passed : { ...answer, outcome: 'personal_cap' };
}
