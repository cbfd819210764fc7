import { journeyDefinition } from '#contracts/journey.ts';
import { messageDefinition } from '#contracts/message.ts';
import type { Release } from '#contracts/release.ts';
import { defaultSettings } from '#contracts/settings.ts';

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

const thankYou = journeyDefinition.parse({
  id: 'thank-you',
  name: 'Thank you',
  version: 1,
  reentry: { type: 'always' },
  exitRules: [],
  nodes: [
    {
      id: 'start',
      kind: 'trigger',
      trigger: {
        type: 'event',
        match: { event: 'Order Completed', where: [{ name: signedIn, operator: 'equals', value: true }] },
      },
      branches: { next: 'thanks' },
    },
    { id: 'thanks', kind: 'message', message: 'thanks', branches: { next: null } },
  ],
});

/** Begins by a timer: the window of the segment runs out and nothing happens. */
const winBack = journeyDefinition.parse({
  id: 'win-back',
  name: 'Win back',
  version: 1,
  reentry: { type: 'always' },
  exitRules: [],
  nodes: [
    {
      id: 'start',
      kind: 'trigger',
      trigger: { type: 'segment', segment: 'browsing', change: 'left' },
      branches: { next: 'come-back' },
    },
    { id: 'come-back', kind: 'message', message: 'come-back', branches: { next: null } },
  ],
});

const viewed = { event: 'Product Viewed', where: [] };
const ordered = { event: 'Order Completed', where: [] };

/** What people meet while the platform is killed: counters, windows that run out within seconds, messages. */
export function definitions(newest: Release): Release {
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
      { ...thankYou, entry: true, ...published },
      { ...winBack, entry: true, ...published },
    ],
    messages: [thanks, comeBack],
  };
}
