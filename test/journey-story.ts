import type { JourneyDefinition, JourneyNode } from '#contracts/journey.ts';
import type { CompiledRelease } from '#core/release.ts';
import type { ProfileState } from '#core/state.ts';
import { type StepResult, type StepStimulus, step } from '#core/step.ts';
import { deepFreeze, journey, message, noon, person, release } from './builders.ts';

/** A release with one journey `j`, a message `offer` and a segment `gold` of those whose tier is gold. */
export const on = (
  nodes: readonly JourneyNode[],
  parts: Partial<JourneyDefinition> = {},
  more: Parameters<typeof release>[0] = {},
) =>
  release({
    messages: [message('offer')],
    segments: [
      {
        id: 'gold',
        name: 'Gold',
        description: '',
        condition: { type: 'trait', test: { name: 'tier', operator: 'equals', value: 'gold' } },
      },
    ],
    journeys: [journey('j', nodes, parts)],
    ...more,
  });

type Sent = { readonly type: StepStimulus['type'] } & { readonly [member: string]: unknown };

/** One person's story, step by step. */
export function story(compiled: CompiledRelease, state: ProfileState = person()) {
  let now = noon;
  let held: ProfileState = { ...state, release: 1 };
  let number = 0;
  const apply = (stimulus: Sent): StepResult => {
    number += 1;
    const { profile } = held;
    const base = { workspace: 1, profile, id: `s${number}`, at: now, receivedAt: now, identities: [], context: {} };
    const result = step(deepFreeze(held), { ...base, ...stimulus } as unknown as StepStimulus, {
      now,
      release: compiled,
      random: (...words) => (words.join().length % 10) / 10,
    });
    held = result.state;
    return result;
  };
  const steps = ({ facts }: StepResult) =>
    facts.flatMap((fact) =>
      fact.type === 'journey_step' ? [`${fact.node} ${fact.change} ${fact.branch}${fact.detail}`.trim()] : [],
    );
  return {
    apply,
    steps,
    track: (name: string, properties = {}) => apply({ type: 'track', name, properties }),
    identify: (traits: object) => apply({ type: 'identify', traits, trusted: true }),
    pass: (milliseconds: number) => {
      now += milliseconds;
      return apply({ type: 'timer' });
    },
    later: (milliseconds: number) => {
      now += milliseconds;
    },
    state: () => held,
    at: () => held.runs.map(({ node }) => node).join(),
  };
}
