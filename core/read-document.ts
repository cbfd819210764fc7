import type { Instant } from '#contracts/identifiers.ts';
import type { SubjectState } from './company/company-state.ts';
import type { ProfileState } from './state.ts';

/** A person's document as it was before it kept one time for all of her segments. */
interface ProfileFormat1 extends Omit<ProfileState, 'format' | 'segmentsDue'> {
  readonly format: 1;
  readonly expiries: { readonly [segment: string]: Instant };
}

/** The state of a document as it is stored, also where an earlier version of this code has written it. */
export function readDocument(document: string): SubjectState {
  const state = JSON.parse(document) as SubjectState | ProfileFormat1;
  if (!('expiries' in state)) return state;
  const { expiries, ...kept } = state;
  const times = Object.values(expiries);
  return { ...kept, format: 2, segmentsDue: times.length === 0 ? null : Math.min(...times) };
}
