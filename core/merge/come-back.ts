import type { AbsorbStimulus } from '#contracts/stimulus.ts';
import { readDocument } from '../read-document.ts';
import type { ProfileState } from '../state.ts';
import type { Work } from '../work.ts';

/**
 * Her own document came back to her tombstone: the merges went in a circle, so there is nobody to take it in. She goes on
 * with it, and what her tombstone has forwarded meanwhile follows behind it on the same way.
 */
export function comeBack(work: Work, stimulus: AbsorbStimulus): void {
  const { profile, revision, lastSeenAt } = work.state;
  const own = readDocument(stimulus.document) as ProfileState;
  work.state = {
    ...own,
    revision,
    lastSeenAt: Math.max(own.lastSeenAt, lastSeenAt),
    absorbed: [...own.absorbed, stimulus.id],
  };
  work.facts.push({ type: 'alias', profile, winner: profile, at: work.now });
}
