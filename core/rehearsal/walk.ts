import type { Instant } from '#contracts/identifiers.ts';
import type { ProfileStimulus, ReceiptKind } from '#contracts/stimulus.ts';
import { nextDue } from '../step.ts';
import type { RecordedPerson } from './recorded.ts';
import { type RehearsalSetting, type Relived, relive } from './relive.ts';

/** Something that the person on the walk does. */
export type Doing =
  | { readonly at: Instant; readonly stimulus: ProfileStimulus }
  | { readonly at: Instant; readonly node: string; readonly receipt: ReceiptKind };

export interface Walked extends Relived {
  readonly nextAt: Instant | null;
}

/**
 * One person's way through a journey up to where the clock stands. What becomes of a message can only be said of one that
 * was sent by then: of the newest of its node. A word about any other changes nothing.
 */
export function walk(
  person: RecordedPerson,
  setting: Omit<RehearsalSetting, 'until'>,
  doings: readonly Doing[],
  clock: Instant,
): Walked {
  let walking = person;
  for (const doing of doings.filter(({ at }) => at <= clock).toSorted((a, b) => a.at - b.at)) {
    const stimulus = 'stimulus' in doing ? doing.stimulus : receiptOf(walking, setting, doing);
    if (stimulus) walking = { ...walking, stimuli: [...walking.stimuli, stimulus] };
  }
  const walked = relive(walking, { ...setting, until: clock + 1 });
  if (walked.state === undefined) return { ...walked, nextAt: null };
  const occasion = setting.occasions.find(({ at }) => at > clock)?.at;
  const next = [nextDue(walked.state), occasion].filter((at) => typeof at === 'number');
  return { ...walked, nextAt: next.length > 0 ? Math.min(...next) : null };
}

function receiptOf(
  person: RecordedPerson,
  setting: Omit<RehearsalSetting, 'until'>,
  { at, node, receipt: kind }: Extract<Doing, { receipt: ReceiptKind }>,
): ProfileStimulus | undefined {
  const { state } = relive(person, { ...setting, until: at + 1 });
  const send = state?.sends.findLast((one) => one.node === node && one.status !== 'released');
  if (send === undefined) return undefined;
  const { delivery, channel } = send;
  const { workspace } = setting.releaseAt(at).source;
  const base = { workspace, profile: person.profile, id: `${delivery}:${kind}:${at}`, at, receivedAt: at };
  return { ...base, type: 'receipt', delivery, channel, kind, ...(kind === 'bounced' && { permanent: true as const }) };
}
