import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { isCompany, type SubjectState } from './company/company-state.ts';
import { companyDue, isCompanyStimulus, stepCompany } from './company/step-company.ts';
import { stretchOfHistory } from './history.ts';
import { nextDue, type StepContext, type StepResult, type StepStimulus, step, stepHistory } from './step.ts';

export interface SubjectResult extends Omit<StepResult, 'state'> {
  readonly state: SubjectState;
}

/** Moves whoever the stimulus is for, a person or a company. Throws where it is for the one and the document is the other's. */
export function stepSubject(
  state: SubjectState | undefined,
  stimulus: StepStimulus,
  context: StepContext & { readonly workspace: WorkspaceId },
): SubjectResult {
  if (isCompanyStimulus(stimulus)) {
    if (state !== undefined && !isCompany(state)) throw new Error(`A ${stimulus.type} stimulus reached a person`);
    return stepCompany(state, stimulus, context);
  }
  if (state === undefined || !isCompany(state)) return step(state, stimulus, context);
  if (stimulus.type !== 'timer') throw new Error(`A ${stimulus.type} stimulus reached a company`);
  return stepCompany(state, undefined, context);
}

/**
 * Moves it by the first of these stimuli, or by as many from the first on as are one step (`stretchOfHistory`); tells how many those were.
 */
export function stepFirst(
  state: SubjectState | undefined,
  stimuli: readonly [StepStimulus, ...StepStimulus[]],
  context: StepContext & { readonly workspace: WorkspaceId },
): SubjectResult & { readonly taken: number } {
  if (stimuli.length > 1 && (state === undefined || !isCompany(state))) {
    const [first, ...others] = stretchOfHistory(state, stimuli, context.now);
    if (first !== undefined && others.length > 0)
      return { ...stepHistory(state, [first, ...others], context), taken: 1 + others.length };
  }
  return { ...stepSubject(state, stimuli[0], context), taken: 1 };
}

/** The earliest moment at which something of the subject falls due, or null. */
export function subjectDue(state: SubjectState): Instant | null {
  return isCompany(state) ? companyDue(state) : nextDue(state);
}
