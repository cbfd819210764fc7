import type { Fact } from '#contracts/fact.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import type { CompiledRelease } from '../release.ts';
import { newProfileState, type ProfileState } from '../state.ts';
import { nextDue, type StepContext, type StepStimulus, step } from '../step.ts';
import { createRehearsalChannels } from './channels.ts';
import { drawnAsThen } from './draws.ts';
import { enrolmentOf, type Occasion } from './occasions.ts';
import type { RecordedPerson } from './recorded.ts';

export interface RehearsalSetting {
  /** The definitions as they are to be tried at a moment: which journeys could be entered then. */
  readonly releaseAt: (at: Instant) => CompiledRelease;
  readonly random: StepContext['random'];
  /** The moments of schedules, ascending. */
  readonly occasions: readonly Occasion[];
  /** Nothing after it happens. */
  readonly until: Instant;
}

export interface Relived {
  /** Absent for somebody of whom nothing was recorded. */
  readonly state: ProfileState | undefined;
  readonly facts: readonly Fact[];
}

/** Timers that set themselves again in the same instant would never let time pass. */
const mostAtOnce = 1_000;

/**
 * One person's story once more, through the same step as when it happened, but with other definitions. Time goes from one
 * thing that was recorded, is reported by a channel or falls due to the next, without waiting. Pure, like the step.
 */
export function relive(person: RecordedPerson, setting: RehearsalSetting): Relived {
  const { releaseAt, occasions, until } = setting;
  const random = drawnAsThen(setting.random, person);
  const facts: Fact[] = [];
  const { workspace } = releaseAt(until).source;
  const channels = createRehearsalChannels(workspace, person);
  /** What she sends herself, such as the start of another journey. */
  const own: ProfileStimulus[] = [];
  let state: ProfileState | undefined;
  let now = Number.NEGATIVE_INFINITY;
  let next = 0;
  let told = 0;
  let atOnce = 0;

  const live = (stimulus: StepStimulus): void => {
    const result = step(state ?? newcomer(person, stimulus, now), stimulus, { now, random, release: releaseAt(now) });
    state = result.state;
    for (const fact of result.facts) facts.push(fact);
    channels.accept(result.effects, now);
    for (const effect of result.effects) {
      if (effect.type === 'send_stimulus' && effect.stimulus.profile === person.profile) own.push(effect.stimulus);
    }
  };

  for (;;) {
    const recorded = person.stimuli[next];
    const comes = recorded?.receivedAt ?? Number.POSITIVE_INFINITY;
    const occasion = occasions[told];
    const due = (state && nextDue(state)) ?? Number.POSITIVE_INFINITY;
    const at =
      own.length > 0
        ? now
        : Math.max(now, Math.min(comes, channels.nextAt(), occasion?.at ?? Number.POSITIVE_INFINITY, due));
    if (at >= until) return { state, facts };
    atOnce = at === now ? atOnce + 1 : 0;
    if (atOnce > mostAtOnce) throw new Error(`Time stands still for ${person.profile} at ${at}`);
    now = at;
    const sent = own.shift();
    if (sent) {
      live(sent);
    } else if (recorded && comes <= now) {
      next += 1;
      live(recorded);
    } else if (occasion && occasion.at <= now) {
      told += 1;
      // Nobody is told who is not known yet.
      if (state) live(enrolmentOf(occasion, { workspace, profile: person.profile }));
    } else if (channels.nextAt() <= now) {
      const reported = state && channels.report(state, releaseAt(now));
      if (reported) live(reported);
    } else {
      live({ type: 'timer', profile: person.profile });
    }
  }
}

/** What is known of her without a time is known from the beginning. */
function newcomer(person: RecordedPerson, stimulus: StepStimulus, now: Instant): ProfileState {
  const { profile, identities, timeZone, locale } = person;
  return {
    ...newProfileState(profile, stimulus.type === 'timer' ? now : stimulus.at),
    identities,
    ...(timeZone !== undefined && { timeZone }),
    ...(locale !== undefined && { locale }),
  };
}
