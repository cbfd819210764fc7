import type { JourneyDefinition } from '#contracts/journey.ts';

type DemoJourney = Omit<JourneyDefinition, 'version'>;

const order = { event: 'Order Completed', where: [] };

/** Waits are minutes where a shop would choose hours, so that a newcomer sees the end of a journey. */
const abandonedCart: DemoJourney = {
  id: 'abandoned-cart',
  name: 'Abandoned cart',
  description: 'Reminds of what was left in the basket, on the channel that reaches her. An order ends it at once.',
  reentry: { type: 'after', minutes: 60 },
  exitRules: [{ type: 'event', match: order }],
  nodes: [
    {
      id: 'added-to-cart',
      kind: 'trigger',
      trigger: { type: 'event', match: { event: 'Product Added', where: [] } },
      branches: { next: 'wait-for-checkout' },
    },
    {
      id: 'wait-for-checkout',
      kind: 'wait_until',
      options: [{ id: 'matched', on: { type: 'event', match: { event: 'Checkout Started', where: [] } } }],
      pick: 'first',
      timeoutMinutes: 1,
      branches: { matched: 'time-to-pay', timeout: 'bought-before' },
    },
    { id: 'time-to-pay', kind: 'wait', minutes: 2, branches: { next: 'bought-before' } },
    {
      id: 'bought-before',
      kind: 'condition',
      cases: [
        {
          id: 'yes',
          condition: {
            type: 'profile',
            condition: { type: 'event', match: order, frequency: { comparison: 'at_least', times: 1 } },
          },
        },
      ],
      branches: { yes: 'remind', no: 'offer-delivery' },
    },
    { id: 'remind', kind: 'message', message: 'cart-reminder', branches: { next: 'done' } },
    { id: 'offer-delivery', kind: 'message', message: 'first-order', branches: { next: 'done' } },
    { id: 'done', kind: 'exit', branches: {} },
  ],
};

const welcome: DemoJourney = {
  id: 'welcome',
  name: 'Welcome',
  description: 'Greets everybody who signs up.',
  reentry: { type: 'never' },
  exitRules: [],
  nodes: [
    {
      id: 'signed-up',
      kind: 'trigger',
      trigger: { type: 'event', match: { event: 'Signed Up', where: [] } },
      branches: { next: 'greet' },
    },
    { id: 'greet', kind: 'message', message: 'welcome', branches: { next: 'done' } },
    { id: 'done', kind: 'exit', branches: {} },
  ],
};

const thankYou: DemoJourney = {
  id: 'after-the-order',
  name: 'After the order',
  description: 'Thanks for each order, a minute after it.',
  reentry: { type: 'always' },
  exitRules: [],
  nodes: [
    {
      id: 'ordered',
      kind: 'trigger',
      trigger: { type: 'event', match: order },
      branches: { next: 'a-moment' },
    },
    { id: 'a-moment', kind: 'wait', minutes: 1, branches: { next: 'thank' } },
    { id: 'thank', kind: 'message', message: 'thank-you', branches: { next: 'done' } },
    { id: 'done', kind: 'exit', branches: {} },
  ],
};

const winBack: DemoJourney = {
  id: 'win-back',
  name: 'Win back',
  description: 'Writes when somebody has not bought for 60 days, and sees whether she comes back within a week.',
  reentry: { type: 'after', minutes: 60 * 24 * 90 },
  exitRules: [],
  nodes: [
    {
      id: 'lapsed',
      kind: 'trigger',
      trigger: { type: 'segment', segment: 'lapsed-customers', change: 'entered' },
      branches: { next: 'miss-you' },
    },
    {
      id: 'miss-you',
      kind: 'message',
      message: 'win-back',
      branches: { next: 'wait-for-order' },
    },
    {
      id: 'wait-for-order',
      kind: 'wait_until',
      options: [{ id: 'matched', on: { type: 'event', match: order } }],
      pick: 'first',
      timeoutMinutes: 60 * 24 * 7,
      branches: { matched: 'came-back', timeout: 'stayed-away' },
    },
    { id: 'came-back', kind: 'exit', branches: {} },
    { id: 'stayed-away', kind: 'exit', branches: {} },
  ],
};

export const demoJourneys = [abandonedCart, welcome, thankYou] as const;

/** Published when everything else is done; its presence tells that the demo was loaded. */
export const lastJourney = winBack;
