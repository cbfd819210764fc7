import type { JourneyStepFact } from '#contracts/fact.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { EnrolStimulus } from '#contracts/stimulus.ts';
import { runBeganAt } from '../journey/run-id.ts';
import { type PastVersions, versionName } from './asked.ts';
import type { RecordedAnswer, RecordedDraw } from './recorded.ts';

/** A recorded change of a run. */
export type PastStep = Pick<
  JourneyStepFact,
  'journey' | 'version' | 'run' | 'node' | 'change' | 'branch' | 'at' | 'payload'
>;

interface Asked extends Pick<RecordedAnswer, 'journey' | 'node' | 'asked'> {
  readonly askedAt: Instant;
  end?: Pick<RecordedAnswer, 'after' | 'said'>;
}

/**
 * What was answered to the runs of a person, in the order in which they asked. `steps` ascend by time and hold all of her
 * steps before `until` at the nodes that `versions` name; a node that asks is passed when it is answered, or by its timeout.
 */
export function recordedAnswers(
  steps: readonly PastStep[],
  versions: PastVersions,
  until: Instant,
): readonly RecordedAnswer[] {
  const found: Asked[] = [];
  const open = new Map<string, Asked>();
  const begin = ({ journey, node, ...step }: PastStep, askedAt: Instant | undefined): Asked | undefined => {
    const name = versions.get(versionName({ journey, ...step }))?.asks.get(node);
    if (name === undefined || askedAt === undefined) return undefined;
    const asked: Asked = { journey, node, asked: name, askedAt };
    found.push(asked);
    return asked;
  };
  for (const step of steps) {
    const { journey, node, run, change, at } = step;
    const place = [run, node].join('\u001f');
    const waiting = open.get(place);
    if (change === 'arrived' || change === 'moved') {
      const asked = waiting ?? begin(step, at);
      if (asked) open.set(place, asked);
    } else if (change === 'passed' || mayBeFirst(change)) {
      // Nothing tells that she waits to enter before she has.
      const asked = waiting ?? (mayBeFirst(change) ? begin(step, runBeganAt(run, journey)) : undefined);
      if (asked) asked.end = endOf(step, asked);
      open.delete(place);
    }
  }
  return found
    .toSorted((one, other) => one.askedAt - other.askedAt)
    .map(({ askedAt, end = { after: until - askedAt }, ...asked }) => ({ ...asked, ...end }));
}

/** The calls of the API that let her in, or were refused where too many had entered. Older ones left no payload. */
export function recordedCalls(
  { workspace, profile }: { readonly workspace: WorkspaceId; readonly profile: ProfileId },
  steps: readonly PastStep[],
  versions: PastVersions,
): readonly EnrolStimulus[] {
  return steps.flatMap((step): EnrolStimulus[] => {
    const { journey, node, run, change, payload = {} } = step;
    if (!mayBeFirst(change) || versions.get(versionName(step))?.called !== node) return [];
    const at = runBeganAt(run, journey) ?? step.at;
    const base = { type: 'enrol', workspace, profile, id: `call:${run}`, at, receivedAt: at } as const;
    return [{ ...base, journey, by: 'api', payload }];
  });
}

/** Where chance fell at her random cohorts. */
export function recordedDraws(steps: readonly PastStep[], versions: PastVersions): readonly RecordedDraw[] {
  return steps.flatMap(({ change, branch, journey, node, version }): RecordedDraw[] => {
    const percent = versions.get(versionName({ journey, version }))?.cohorts.get(node);
    if (change !== 'passed' || percent === undefined) return [];
    const share = percent / 100;
    return [{ journey, node, ...(branch === 'in' ? { from: 0, below: share } : { from: share, below: 1 }) }];
  });
}

/** What may be the first that is recorded of a run. */
function mayBeFirst(change: PastStep['change']): boolean {
  return change === 'entered' || change === 'refused' || change === 'exited';
}

function endOf({ change, branch, at, payload = {} }: PastStep, { askedAt }: Asked): NonNullable<Asked['end']> {
  const after = at - askedAt;
  switch (change) {
    case 'entered':
      return { after, said: { outcome: 'granted', values: {} } };
    case 'refused':
      return { after, said: { outcome: 'refused', values: {} } };
    case 'passed':
      return branch === 'timeout' ? { after: null } : { after, said: { outcome: branch, values: payload } };
    default:
      // She left before an answer came: an assumed one must not come before what made her leave.
      return { after: after + 1 };
  }
}
