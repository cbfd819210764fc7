import { reactToHappening, reactToMembership } from './journey/react.ts';
import { countIntoScore } from './lead-score/lead-score.ts';
import { countIntoTraits } from './profile/computed/computed-traits.ts';
import { moveMemberships } from './profile/lifecycle.ts';
import { recordProfile } from './profile/record-profile.ts';
import { recordHappening } from './segment/record.ts';
import type { Happening, Work } from './work.ts';

/**
 * Segments first, so that a journey's condition sees the membership that this very event brought. A new person is held
 * against every segment, because "never" and "is not" hold for her already.
 */
export function react(work: Work, happening: Happening, isNew: boolean): void {
  recordHappening(work, happening);
  const traits = countIntoTraits(work, happening);
  countIntoScore(work, happening);
  if (traits.length > 0) recordProfile(work, happening.at);
  if (work.postponed) {
    work.postponed.happenings.push(happening);
    work.postponed.traits.push(...traits);
    reactToHappening(work, happening);
    return;
  }
  const changes = moveMemberships(work, isNew ? 'all' : { happenings: [happening], traits });
  reactToHappening(work, happening);
  if (changes.length > 0) reactToMembership(work, changes);
}
