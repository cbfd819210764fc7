import type { ForgetStimulus } from '#contracts/stimulus.ts';
import type { Work } from '../work.ts';

/** Identities that left this person for somebody who was erased since: values of hers, which nobody needs any more. */
export function forgetErased(work: Work, { erased }: ForgetStimulus): void {
  const { departed } = work.state;
  if (departed === undefined) return;
  work.state = { ...work.state, departed: departed.filter(({ to }) => !erased.includes(to)) };
}
