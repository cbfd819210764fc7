import type { Release } from '#contracts/release.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { defaultSettings } from '#contracts/settings.ts';

/** Event names of a shop; a person's next event is any of them. */
export const eventNames = [
  'Page Viewed',
  'Product Viewed',
  'Product Added',
  'Product Removed',
  'Products Searched',
  'Checkout Started',
  'Coupon Applied',
  'Product Shared',
  'Wishlist Added',
  'Review Submitted',
] as const;

/**
 * `count` segments of mixed kinds: counts of events in windows, with and without property tests, traits, and both. Each
 * event name is mentioned by about a tenth of them, as in a shop whose segments are about what people do.
 */
function segments(count: number): Release['segments'] {
  return Array.from({ length: count }, (_, index) => ({
    id: `segment-${index}`,
    name: `Segment ${index}`,
    description: '',
    condition: condition(index),
    sinceRelease: 1,
  }));
}

function condition(index: number): SegmentCondition {
  const event = eventNames[index % eventNames.length] ?? 'Page Viewed';
  const counted: SegmentCondition = {
    type: 'event',
    match: { event, where: index % 3 === 0 ? [{ name: 'category', operator: 'equals', value: `c${index % 20}` }] : [] },
    frequency: { comparison: 'at_least', times: 1 + (index % 5), withinDays: 1 + (index % 60) },
  };
  const trait: SegmentCondition = { type: 'trait', test: { name: 'tier', operator: 'equals', value: index % 4 } };
  if (index % 7 === 0) return { type: 'all', conditions: [counted, trait] };
  if (index % 11 === 0) return { type: 'not', condition: counted };
  return counted;
}

/** `count` journeys: on one event in twenty-five a person enters, waits for another, and gets a message or not. */
function journeys(count: number): Release['journeys'] {
  return Array.from({ length: count }, (_, index) => ({
    id: `journey-${index}`,
    name: `Journey ${index}`,
    description: '',
    version: 1,
    entry: true,
    sinceRelease: 1,
    reentry: { type: 'after', minutes: 1_440 },
    exitRules: [{ type: 'event', match: { event: 'Order Completed', where: [] } }],
    nodes: [
      {
        id: 'start',
        kind: 'trigger',
        trigger: {
          type: 'event',
          match: {
            event: eventNames[index % eventNames.length] ?? 'Page Viewed',
            where: [{ name: 'campaign', operator: 'equals', value: `k${index}` }],
          },
        },
        branches: { next: 'wait' },
      },
      {
        id: 'wait',
        kind: 'wait_until',
        options: [{ id: 'matched', on: { type: 'event', match: { event: 'Checkout Started', where: [] } } }],
        pick: 'first',
        timeoutMinutes: 60,
        branches: { matched: null, timeout: 'send' },
      },
      { id: 'send', kind: 'message', message: 'message', branches: { next: null } },
    ],
  }));
}

export function benchRelease(segmentCount: number, journeyCount: number): Omit<Release, 'workspace' | 'number'> {
  return {
    settings: defaultSettings,
    segments: segments(segmentCount),
    journeys: journeys(journeyCount),
    messages: [
      {
        id: 'message',
        name: 'Message',
        purpose: 'marketing',
        topic: 'offers',
        priority: 50,
        channelOrder: ['email'],
        validMinutes: 60,
        variants: { email: { subject: 'Hello', preheader: '', html: '<p>Hello {{ person.name }}</p>', text: '' } },
      },
    ],
  };
}
