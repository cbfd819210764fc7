import type { JourneyDefinition } from '#contracts/journey.ts';
import { messageDefinition } from '#contracts/message.ts';
import type { Release } from '#contracts/release.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { defaultSettings } from '#contracts/settings.ts';
import { messageNode, onEvent, onSegment, triggerNode, waitNode } from '#test/journey-nodes.ts';
import type { Random } from './random.ts';

/** Set on orders of people who are signed in: each of them is thanked for. */
export const signedIn = 'signed_in';

const thanks = messageDefinition.parse({
  id: 'thanks',
  name: 'Thanks',
  purpose: 'transactional',
  topic: 'service',
  variants: { email: { subject: 'Thank you', html: '<p>Thank you</p>' } },
});

const comeBack = messageDefinition.parse({
  id: 'come-back',
  name: 'Come back',
  purpose: 'marketing',
  topic: 'offers',
  variants: { email: { subject: 'Still there?', html: '<p>Still there?</p>' } },
});

/** Who has ordered is held for a moment, so that she may be inside while a newer version is published. */
function thankYou(version: number): JourneyDefinition {
  return {
    ...{ id: 'thank-you', name: 'Thank you', description: '', version },
    ...{ reentry: { type: 'always' }, runs: { by: 'entry', atOnce: 20 }, exitRules: [] },
    nodes: [
      triggerNode(onEvent('Order Completed', [{ name: signedIn, operator: 'equals', value: true }]), 'moment'),
      waitNode('moment', (1 + (version % 3)) * 0.01, 'thanks'),
      messageNode('thanks', 'thanks', null),
    ],
  };
}

/** Begins by a timer: the window of the segment runs out and nothing happens. */
const winBack: JourneyDefinition = {
  ...{ id: 'win-back', name: 'Win back', description: '', version: 1, reentry: { type: 'always' }, exitRules: [] },
  nodes: [triggerNode(onSegment('browsing', 'left'), 'come-back'), messageNode('come-back', 'come-back', null)],
};

const viewed = { event: 'Product Viewed', where: [] };
const ordered = { event: 'Order Completed', where: [] };

/** What people meet from the beginning: counters, windows that run out within seconds, messages. */
export function firstDefinitions(newest: Release): Release {
  const published = { sinceRelease: newest.number + 1 };
  return {
    ...newest,
    settings: {
      ...defaultSettings,
      frequencyCaps: [],
      quietHours: { ...defaultSettings.quietHours, enabled: false },
      holdoutShare: 0,
    },
    segments: [
      {
        id: 'browsing',
        name: 'Browsing',
        description: '',
        condition: {
          type: 'event',
          match: viewed,
          frequency: { comparison: 'at_least', times: 1, withinDays: 0.00002 },
        },
        ...published,
      },
      {
        id: 'loyal',
        name: 'Loyal',
        description: '',
        condition: { type: 'event', match: ordered, frequency: { comparison: 'at_least', times: 5 } },
        ...published,
      },
    ],
    journeys: [
      { ...thankYou(1), entry: true, ...published },
      { ...winBack, entry: true, ...published },
    ],
    messages: [thanks, comeBack],
  };
}

/** At most so many at a time; the oldest goes, and with it its counters, which a later one may bring back. */
const mostSegments = 12;

/**
 * What is published next, while they shop: a segment of what people did before, another condition for one that is there,
 * and a new version of a journey, which those inside the older one may be taken to.
 */
export function nextDefinitions(newest: Release, random: Random): Release {
  const number = newest.number + 1;
  const condition = anyCondition(random);
  const added = { id: `segment-${number}`, name: 'Segment', description: '', condition, sinceRelease: number };
  const changed = random.pick(newest.segments).id;
  const segments = newest.segments.map((segment) =>
    segment.id === changed && segment.id !== 'browsing'
      ? { ...segment, condition: anyCondition(random), sinceRelease: number }
      : segment,
  );
  const [browsing, ...others] = [...segments, added];
  return {
    ...newest,
    segments: browsing ? [browsing, ...others.slice(-mostSegments)] : [],
    journeys: random.next() < 0.5 ? withNewVersion(newest, random.next() < 0.5) : newest.journeys,
  };
}

function withNewVersion({ number, journeys }: Release, takesAlong: boolean): Release['journeys'] {
  const version = Math.max(...journeys.map((journey) => journey.version)) + 1;
  return [
    ...journeys.map((journey) => {
      if (journey.id !== 'thank-you') return journey;
      const movedTo = takesAlong && journey.entry ? { movedTo: { version, nodes: { moment: 'moment' } } } : {};
      return { ...journey, entry: false, ...movedTo };
    }),
    { ...thankYou(version), entry: true, sinceRelease: number + 1 },
  ];
}

/** Of every form that counters have; none that asks in which order things came that happened in one millisecond. */
function anyCondition(random: Random): SegmentCondition {
  const match = random.pick([viewed, ordered]);
  const times = random.between(1, 6);
  const counted = (comparison: 'at_least' | 'at_most', window: { readonly withinDays?: number } = {}) =>
    ({ type: 'event', match, frequency: { comparison, times, ...window } }) as const;
  return random.pick<SegmentCondition>([
    counted('at_least'),
    counted('at_most'),
    // Of today alone, without what was imported.
    counted('at_least', { withinDays: 0.5 }),
    counted('at_most', { withinDays: 0.5 }),
    { type: 'all', conditions: [gold, { type: 'not', condition: counted('at_least') }] },
    {
      ...{ type: 'aggregate', match: ordered, property: 'revenue', aggregation: 'sum' },
      ...{ comparison: 'greater', number: times * 75.005 },
    },
    {
      ...{ type: 'aggregate', match: ordered, property: 'revenue', aggregation: 'minimum' },
      ...{ comparison: 'less', number: times * 5.005 },
    },
    {
      ...{ type: 'event', match: { ...ordered, where: [{ name: signedIn, operator: 'exists' }] } },
      frequency: { comparison: 'at_least', times },
    },
  ]);
}

const gold: SegmentCondition = { type: 'trait', test: { name: 'tier', operator: 'equals', value: 'gold' } };
