import type { CompiledRelease } from '#core/release.ts';
import { engagementHappening } from '#core/segment/engagement.ts';
import { segmentsDue, updateMemberships } from '#core/segment/memberships.ts';
import { recordHappening } from '#core/segment/record.ts';
import type { ProfileState } from '#core/state.ts';
import type { Happening } from '#core/work.ts';
import { workOn } from '../builders.ts';
import type { Entry, HappenedEntry } from './entry.ts';

/** Moves a state by one entry as the step does: what fell due until then first. The states before are frozen. */
export function replayEntry(release: CompiledRelease, state: ProfileState, entry: Entry): ProfileState {
  const work = workOn(lookAt(release, state, entry.arrivedAt), release, { now: entry.arrivedAt });
  if (entry.type === 'traits') {
    work.state = { ...work.state, traits: { ...work.state.traits, ...entry.traits } };
    updateMemberships(work, { traits: Object.keys(entry.traits) });
    return work.state;
  }
  if (entry.type === 'told') {
    work.state = { ...work.state, ...entry.told };
    updateMemberships(work, { traits: [] });
    return work.state;
  }
  const happening = happeningOf(entry);
  recordHappening(work, happening);
  updateMemberships(work, { happenings: [happening] });
  return work.state;
}

/** The state when time has come to `now` and nothing else happened. */
export function lookAt(release: CompiledRelease, state: ProfileState, now: number): ProfileState {
  const due = segmentsDue(state);
  if (due === null || due > now) return state;
  const work = workOn(state, release, { now });
  updateMemberships(work, 'time');
  return work.state;
}

function happeningOf(entry: HappenedEntry): Happening {
  return entry.type === 'event' ? entry : engagementHappening(entry.kind, { ...entry, journey: 'j' });
}
