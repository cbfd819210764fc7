import fc from 'fast-check';
import type { ProfileId } from '#contracts/identifiers.ts';
import type { CompiledRelease } from '#core/release.ts';
import { journey, message, release } from '../builders.ts';
import {
  conditionNode,
  exitNode,
  messageNode,
  onEvent,
  triggerNode,
  waitNode,
  waitUntilNode,
} from '../journey-nodes.ts';
import { SimulatedPeople } from './simulated-people.ts';

const hour = 60;

/** A shop with caps, quiet hours, a holdout, an opt-in channel and journeys with every kind of node. */
export const shop: CompiledRelease = release({
  settings: {
    frequencyCaps: [{ id: 'day', messages: 2, hours: 24 }],
    quietHours: { enabled: true, from: '22:00', until: '07:00', channels: ['email', 'sms'] },
    holdoutShare: 0.1,
    optInChannels: ['sms'],
  },
  messages: [message('offer', { name: 'Your offer', on: ['email', 'sms'] }), message('news', { on: ['sms', 'push'] })],
  segments: [
    {
      id: 'buyers',
      name: 'Buyers',
      description: '',
      condition: {
        type: 'event',
        match: { event: 'Order Completed', where: [] },
        frequency: { comparison: 'at_least', times: 1 },
      },
    },
    {
      id: 'lively',
      name: 'Lively',
      description: '',
      condition: {
        type: 'event',
        match: { event: 'Product Viewed', where: [] },
        frequency: { comparison: 'at_least', times: 2, withinDays: 1 },
      },
    },
    {
      id: 'gold',
      name: 'Gold',
      description: '',
      condition: { type: 'trait', test: { name: 'plan', operator: 'equals', value: 'gold' } },
    },
  ],
  journeys: [
    journey(
      'cart',
      [
        triggerNode(onEvent('Product Added'), 'gold'),
        conditionNode(
          'gold',
          { type: 'trait', test: { name: 'plan', operator: 'equals', value: 'gold' } },
          { yes: 'offer', no: 'pause' },
        ),
        waitNode('pause', 3 * hour, 'offer'),
        messageNode('offer', 'offer', 'bought'),
        waitUntilNode('bought', 'Order Completed', 12 * hour, { matched: 'end', timeout: 'news' }),
        messageNode('news', 'news', null),
        exitNode('end'),
      ],
      {
        name: 'Abandoned cart',
        exitRules: [onEvent('Cart Emptied')],
        goals: [{ id: 'order', name: 'Order', on: onEvent('Order Completed'), withinMinutes: 1_440, ends: false }],
      },
    ),
    journey('view', [
      triggerNode(onEvent('Product Viewed'), 'rest'),
      waitNode('rest', 2 * hour, 'news'),
      messageNode('news', 'news', null),
    ]),
  ],
});

const names = ['Anna Müller', '李小龙', 'Bob_100%', 'Zoë', 'anna smith'];

export const shopPerson = (number: number): ProfileId =>
  `0190a6e0-0000-7000-${(0x8000 + number * 2_000).toString(16)}-0000000000${number.toString(16).padStart(2, '0')}`;

const pick = fc.nat({ max: 1_000 });
const somebody = fc.nat({ max: 11 }).map(shopPerson);

type Move = (people: SimulatedPeople) => void;

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(somebody, fc.constantFrom('Product Viewed', 'Product Added', 'Cart Emptied')).map(
      ([who, name]): Move =>
        (people) =>
          people.track(who, name, { sku: `sku-${who.slice(-1)}`, colour: 'red' }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(somebody, fc.integer({ min: -500, max: 5_000 }), fc.boolean()).map(
      ([who, cents, imported]): Move =>
        (people) =>
          people.track(
            who,
            cents < 0 ? 'Order Refunded' : 'Order Completed',
            { revenue: Math.abs(cents) / 100 },
            imported ? { imported: true, at: people.now - 3 * 86_400_000 } : {},
          ),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(somebody, fc.constantFrom(...names), fc.constantFrom('gold', 'free')).map(
      ([who, name, plan]): Move =>
        (people) =>
          people.identify(who, { name, plan, deviceToken: 'device' }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(somebody, somebody).map(
      ([loser, winner]): Move =>
        (people) =>
          people.merge(loser, winner),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Move>((people) => people.forward()) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(1, 20, 4 * hour, 13 * hour).map(
      (minutes): Move =>
        (people) =>
          people.wait(minutes),
    ),
  },
  {
    weight: 4,
    arbitrary: pick.map(
      (which): Move =>
        (people) =>
          people.deliver(which),
    ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        pick,
        fc.constantFrom('delivered', 'opened', 'clicked', 'clicked', 'bounced', 'failed', 'unsubscribed'),
        fc.constantFrom('https://a.example', 'https://b.example'),
      )
      .map(
        ([which, kind, link]): Move =>
          (people) =>
            people.answer(
              which,
              kind,
              kind === 'clicked' ? { link } : kind === 'failed' ? { reason: 'mailbox_full' } : {},
            ),
      ),
  },
);

/** Some days of the shop, at whose end everything that lanes sent to each other has arrived. */
export const shopHistory: fc.Arbitrary<SimulatedPeople> = fc
  .array(move, { minLength: 100, maxLength: 300 })
  .map((moves) => {
    const people = new SimulatedPeople(shop);
    for (const one of moves) one(people);
    people.forward();
    return people;
  });
