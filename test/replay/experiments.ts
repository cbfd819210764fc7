import { type ExperimentAllocation, type ExperimentNode, experimentBasis } from '#contracts/experiment.ts';
import type { JourneyNode } from '#contracts/journey.ts';
import { messageDefinition } from '#contracts/message.ts';
import type { PublishedJourney, Release } from '#contracts/release.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { days, minutes } from '#core/duration.ts';
import { hashFraction } from '#core/hash.ts';
import { noon, openSettings } from '../builders.ts';
import { exitNode, onEvent, triggerNode, waitNode } from '../journey-nodes.ts';
import type { Recording } from './recording.ts';

const measure = {
  type: 'event',
  match: { event: 'Bought', where: [] },
  withinHours: 24,
} satisfies ExperimentNode['measure'];
const arms = [
  { id: 'a', name: 'A', weight: 60 },
  { id: 'b', name: 'B', weight: 40 },
];
const winner: ExperimentNode = {
  ...{ id: 'subject', kind: 'experiment', control: 'a', arms, measure, branches: { a: 'short', b: 'long' } },
  allocation: {
    ...{ mode: 'winner', learnHours: 24, peoplePerArm: 20, confidencePercent: 95, otherwise: 'keep' },
    ...{ reservePercent: 10, reserveFor: 'control', upliftPercent: 20 },
  },
};
const bandit: ExperimentNode = {
  ...{ id: 'length', kind: 'experiment', arms, measure, branches: { a: 'rest', b: 'rest' } },
  allocation: { mode: 'bandit', everyHours: 24, floorPercent: 5 },
};
const fixed: ExperimentNode = { id: 'fixed', kind: 'experiment', arms, branches: { a: 'end', b: 'end' } };

const nodes = (last: ExperimentNode): readonly JourneyNode[] => [
  triggerNode(onEvent('Started'), 'subject'),
  winner,
  { id: 'short', kind: 'message', message: 'short', branches: { next: 'length' } },
  { id: 'long', kind: 'message', message: 'long', branches: { next: 'length' } },
  bandit,
  waitNode('rest', 2_880, 'fixed'),
  last,
  exitNode('end'),
];

function version(number: number, last: ExperimentNode, parts: Partial<PublishedJourney>): PublishedJourney {
  return {
    ...{ id: 'trial', name: 'Trial', description: '', version: number, reentry: { type: 'always' }, exitRules: [] },
    ...{ nodes: [...nodes(last)], entry: true, sinceRelease: number, ...parts },
  };
}

const first = version(1, fixed, {});
/** The third experiment is set otherwise, and whoever is inside is moved. */
const second = version(2, { ...fixed, control: 'b', arms: arms.map((arm) => ({ ...arm, weight: 50 })) }, {});
const movedTo = { version: 2, nodes: Object.fromEntries(first.nodes.map(({ id }) => [id, id])) };

function allocation(node: ExperimentNode, sinceRelease: number, parts: Partial<ExperimentAllocation>) {
  return {
    ...{ journey: 'trial', node: node.id, sinceRelease, at: noon, round: { release: 1, at: noon } },
    ...{ basis: experimentBasis(node), state: 'learning', arm: null, weights: { a: 60, b: 40 }, by: null, counts: [] },
    ...parts,
  } satisfies ExperimentAllocation;
}

const begun = [allocation(winner, 1, {}), allocation(bandit, 1, {})];
const balanced = [allocation(winner, 1, {}), allocation(bandit, 2, { state: 'balancing', weights: { a: 20, b: 80 } })];
const decided = [
  allocation(winner, 3, { state: 'winner', arm: 'b', weights: { a: 10, b: 90 } }),
  allocation(bandit, 3, { state: 'balancing', weights: { a: 5, b: 95 } }),
];

function release(number: number, parts: Pick<Release, 'journeys' | 'allocations'>): Release {
  const variants = { email: { subject: 's', preheader: '', html: 'h', text: '' } };
  const messages = ['short', 'long'].map((id) =>
    messageDefinition.parse({ id, name: id, purpose: 'transactional', topic: 'orders', priority: 50, variants }),
  );
  return { workspace: 1, number, settings: openSettings, segments: [], messages, ...parts };
}

/** Twelve people come again and again to experiments whose shares change, and are moved to another version on the way. */
export const experimentsRecording: Recording = {
  ...{ folder: '-experiments', people: 12, until: noon + days(16) },
  release: release(1, { journeys: [first], allocations: begun }),
  later: [
    { at: noon + days(3), release: release(2, { journeys: [first], allocations: balanced }) },
    { at: noon + days(6), release: release(3, { journeys: [first], allocations: decided }) },
    {
      at: noon + days(9),
      release: release(4, { journeys: [{ ...first, entry: false, movedTo }, second], allocations: decided }),
    },
  ],
  storyOf,
};

/** Some come at once and some only after the shares have changed; all of them at least once more. */
function storyOf(profile: string): readonly ProfileStimulus[] {
  const chance = (word: string): number => hashFraction('experiments', profile, word);
  const identities = [{ kind: 'email', value: `${profile.slice(0, 8)}@example.com` }];
  const begins = Math.floor(chance('begins') * 12_000);
  return Array.from({ length: 8 }, (_, index): ProfileStimulus => {
    const at = noon + minutes(begins + index * 1_440 + Math.floor(chance(String(index)) * 600));
    const name = index % 4 === 3 ? 'Bought' : 'Started';
    const base = { workspace: 1, profile, id: `e${index}`, at, receivedAt: at, identities, context: {} };
    return { ...base, type: 'track', name, properties: { total: 20 } };
  });
}
