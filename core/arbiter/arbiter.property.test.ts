import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Channel } from '#contracts/channel.ts';
import type { DecisionFact } from '#contracts/fact.ts';
import type { FrequencyCap, QuietHours } from '#contracts/settings.ts';
import { journey, message, noon, person, release } from '#test/builders.ts';
import { messageNode, onEvent, triggerNode, waitNode } from '#test/journey-nodes.ts';
import { SimulatedShell } from '#test/simulated/simulated-shell.ts';
import { readDocument } from '../read-document.ts';
import { stableUuid } from '../stable-id.ts';
import { nextDue } from '../step.ts';
import { writeDocument } from '../write-document.ts';
import { quietUntil } from './quiet-until.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Four journeys of different priority and length that compete for few places; `Bought` ends all of them. */
const messages = [0, 1, 2, 3].map((n) =>
  message(`m${n}`, {
    priority: n * 30,
    validMinutes: [60, 240, 1_440, 2_880][n] ?? 60,
    purpose: n === 3 ? 'transactional' : 'marketing',
    topic: n % 2 === 0 ? 'offers' : 'service',
  }),
);
const journeys = messages.map(({ id }, n) =>
  journey(
    `j${n}`,
    [
      triggerNode(onEvent(n < 2 ? 'Viewed' : 'Added'), 'first'),
      messageNode('first', id, 'pause'),
      waitNode('pause', 30 + n * 200, 'second'),
      messageNode('second', 'm0', null),
    ],
    { exitRules: [onEvent('Bought')] },
  ),
);

const settingsOf = fc.record({
  frequencyCaps: fc
    .array(
      fc.record({
        channel: fc.option(fc.constantFrom<Channel>('email', 'sms', 'push'), { nil: undefined }),
        messages: fc.integer({ min: 1, max: 3 }),
        hours: fc.constantFrom(1, 6, 24, 72),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((caps) =>
      caps.map(({ channel, ...cap }, n): FrequencyCap => ({ id: `c${n}`, ...cap, ...(channel && { channel }) })),
    ),
  quietHours: fc.record({
    enabled: fc.boolean(),
    from: fc.constantFrom('22:00', '13:00', '00:30'),
    until: fc.constantFrom('07:00', '15:30'),
    channels: fc.subarray<QuietHours['channels'][number]>(['email', 'sms', 'push']),
  }),
  optInChannels: fc.subarray<Channel>(['sms', 'push']),
});

const index = fc.nat({ max: 20 });
const reaction = fc.constantFrom('accepted', 'delivered', 'opened', 'clicked', 'failed', 'bounced', 'unsubscribed');
const action = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('track'), name: fc.constantFrom('Viewed', 'Added', 'Bought') }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('pass'), minutes: fc.constantFrom(1, 20, 90, 400, 1_440) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('deliver'), pick: index }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('report'), pick: index }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('answer'), pick: index, kind: reaction }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('consent'),
      channel: fc.constantFrom<Channel>('email', 'sms', 'push'),
      status: fc.constantFrom('granted', 'denied'),
      topic: fc.constantFrom(undefined, 'offers', 'service'),
    }),
  },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

const scenario = fc.record({
  settings: settingsOf,
  timeZone: fc.constantFrom('Europe/London', 'Asia/Tokyo', 'America/New_York', 'Mars/Olympus'),
  actions: fc.array(action, { minLength: 20, maxLength: 120, size: 'max' }),
});

function act(shell: SimulatedShell, one: Action): void {
  switch (one.do) {
    case 'track':
      shell.track(one.name);
      break;
    case 'pass':
      shell.now += one.minutes * minute;
      shell.timer();
      break;
    case 'deliver':
      shell.deliver(one.pick);
      break;
    case 'report':
      shell.report(one.pick);
      break;
    case 'answer':
      shell.answer(one.pick, one.kind);
      break;
    case 'consent':
      shell.consent(one.channel, one.status, one.topic);
      break;
  }
}

type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

/** Plays the scenario; `check` looks after each action. */
function play({ settings, timeZone, actions }: Scenario, check: (shell: SimulatedShell, one: Action) => void): void {
  const compiled = release({ settings, messages, journeys });
  const shell = new SimulatedShell(person({ timeZone }), noon, compiled);
  for (const one of actions) {
    act(shell, one);
    check(shell, one);
  }
}

const options = { numRuns: 300 };
const isMarketing = (id: string): boolean => messages.some((one) => one.id === id && one.purpose === 'marketing');

function overfull(shell: SimulatedShell, caps: readonly FrequencyCap[]): string | undefined {
  const sends = shell.handedOver.filter((one) => !one.undone && isMarketing(one.effect.message));
  for (const cap of caps) {
    const under = sends.filter((one) => (cap.channel ?? one.effect.channel) === one.effect.channel);
    for (const last of under) {
      const inWindow = under.filter((one) => one.at <= last.at && one.at > last.at - cap.hours * hour);
      if (inWindow.length > cap.messages) {
        return `${inWindow.length} under ${JSON.stringify(cap)}`;
      }
    }
  }
  return undefined;
}

test('what reaches the providers never exceeds a cap, whatever the order of requests, receipts and time', () => {
  fc.assert(
    fc.property(scenario, (one) => {
      play(one, (shell) => assert.equal(overfull(shell, one.settings.frequencyCaps), undefined));
    }),
    options,
  );
});

test('no marketing is decided or handed over in quiet hours or against her word', () => {
  fc.assert(
    fc.property(scenario, (one) => {
      const zones = [one.timeZone, 'Europe/London'];
      const { quietHours } = one.settings;
      let facts = 0;
      let handedOver = 0;
      play(one, (shell) => {
        const decided = shell.facts
          .slice(facts)
          .flatMap((fact) => (fact.type === 'decision' && fact.outcome === 'send' ? [fact] : []));
        const given = shell.handedOver.slice(handedOver).map((each) => each.effect);
        for (const { message: id, channel } of [...decided, ...given]) {
          const definition = messages.find((each) => each.id === id);
          if (channel === '' || definition?.purpose !== 'marketing') {
            continue;
          }
          const isQuiet = quietHours.enabled && quietUntil(shell.now, quietHours, zones) !== undefined;
          assert.ok(!(isQuiet && quietHours.channels.includes(channel)), `${channel} in quiet hours`);
          const { topic } = definition;
          const words = shell.state.consents.filter((word) => word.channel === channel);
          assert.ok(!words.some((word) => word.topic === topic && word.status === 'denied'), `${topic} denied`);
          const yes = words.some((word) => (word.topic ?? topic) === topic && word.status === 'granted');
          const no = words.some((word) => word.topic === undefined && word.status === 'denied');
          assert.ok(yes || !(no || one.settings.optInChannels.includes(channel)), `no yes for ${channel}`);
        }
        facts = shell.facts.length;
        handedOver = shell.handedOver.length;
      });
    }),
    options,
  );
});

test('every request is sent, held back or pending: exactly one of them', () => {
  fc.assert(
    fc.property(scenario, (one) => {
      play(one, ({ facts, state }) => {
        const outcomes = new Map<string, DecisionFact['outcome'][]>();
        for (const fact of facts) {
          if (fact.type === 'decision' && fact.outcome !== 'deferred') {
            outcomes.set(fact.delivery, [...(outcomes.get(fact.delivery) ?? []), fact.outcome]);
          }
        }
        const pending = state.pending.map((each) => each.delivery);
        const requested = facts.flatMap((fact) =>
          fact.type === 'journey_step' && fact.change === 'passed' && ['first', 'second'].includes(fact.node)
            ? [stableUuid('delivery', fact.run, fact.node, '0')]
            : [],
        );
        for (const delivery of new Set([...requested, ...outcomes.keys(), ...pending])) {
          const found = (outcomes.get(delivery)?.length ?? 0) + pending.filter((each) => each === delivery).length;
          assert.equal(found, 1, delivery);
        }
      });
    }),
    options,
  );
});

test('an exit rule leaves no run, no timer and no message behind', () => {
  fc.assert(
    fc.property(scenario, (one) => {
      play(one, ({ state, outbox, now }, { do: kind, ...rest }) => {
        if (kind === 'track' && 'name' in rest && rest.name === 'Bought') {
          assert.deepEqual([state.runs, state.pending, outbox], [[], [], []]);
          assert.equal(nextDue(state), null);
        }
        const due = nextDue(state);
        assert.ok(due === null || due > now, 'what is due was done');
      });
    }),
    options,
  );
});

test('the same scenario ends in the same state, facts and outbox, and the state survives being written as text', () => {
  fc.assert(
    fc.property(scenario, (one) => {
      const outcome = (): string => {
        let last = '';
        play(one, ({ state, facts, outbox }) => {
          assert.deepEqual(readDocument(writeDocument(state)), state);
          last = JSON.stringify([writeDocument(state), facts, outbox]);
        });
        return last;
      };
      assert.equal(outcome(), outcome());
    }),
    { numRuns: 40 },
  );
});

test('the higher priority is decided first', () => {
  const order = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 });
  fc.assert(
    fc.property(order, (priorities) => {
      const many = priorities.map((priority) => message(`p${priority}`, { priority: priority * 10 }));
      const compiled = release({
        messages: many,
        settings: { frequencyCaps: [{ id: 'c', messages: 2, hours: 24 }] },
        journeys: many.map(({ id }) =>
          journey(id, [triggerNode(onEvent('Viewed'), 'mail'), messageNode('mail', id, null)]),
        ),
      });
      const shell = new SimulatedShell(person(), noon, compiled);
      shell.track('Viewed');
      const decided = shell.facts.flatMap((fact) =>
        fact.type === 'decision' ? [`${fact.message} ${fact.outcome}`] : [],
      );
      assert.deepEqual(decided, ['p4 send', 'p3 send', 'p2 held_back', 'p1 held_back', 'p0 held_back']);
    }),
    { numRuns: 20 },
  );
});
