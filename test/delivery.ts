import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import type { AdapterDirectory } from '#channels/directory.ts';
import type { ChannelAdapter, OutgoingMessage, SendOptions, SendResult } from '#channels/port.ts';
import { createSandboxProvider } from '#channels/sandbox/sandbox.ts';
import type { SandboxInbox } from '#components/sandbox-inbox/inbox.ts';
import { openPostgresSandboxInbox } from '#components/sandbox-inbox/postgres-inbox.ts';
import { openPostgresShortLinks } from '#components/short-link/postgres-store.ts';
import type { Store } from '#components/store/port/index.ts';
import type { OutboxToWrite } from '#components/store/port/lane.ts';
import { postgresStore, setUpPartitions } from '#components/store/postgres/index.ts';
import { openOutboxHolder } from '#components/store/postgres/outbox-holder.ts';
import { openPostgresSuppressions } from '#components/suppression/postgres-store.ts';
import type { ReceiptStimulus, Stimulus } from '#contracts/stimulus.ts';
import { type DeliverEffect, deliveryClasses } from '#core/effect.ts';
import { laneOf } from '#core/lane.ts';
import type { ProfileState } from '#core/state.ts';
import { writeDocument } from '#core/write-document.ts';
import { entryOfStimulus } from '#flow/append-stimuli.ts';
import { createDeliveryMetrics } from '#flow/deliver/metrics.ts';
import { type DeliveryParts, startDelivery } from '#flow/deliver/start-delivery.ts';
import { message, person, release } from './builders.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { eventually } from './eventually.ts';

const partitionCount = 2;

const definitions = release({
  messages: [
    message('basket', {
      variants: {
        email: {
          subject: 'Hello {{ person.firstName }}',
          preheader: '',
          html: '<p>{{ event.name }} <a href="https://shop.example/basket?a=1&amp;b=2">waits</a></p>',
          text: '',
        },
        sms: { text: 'Your {{ event.name }}: https://shop.example/a/long/address/of/the/basket' },
      },
    }),
    message('broken', { variants: { sms: { text: '{% for %}' } } }),
    message('receipt', { purpose: 'transactional' }),
  ],
});

/** An outbox with people and messages in it, on a real database, and what comes of handing them over. */
export interface DeliveryDesk {
  readonly store: Store;
  readonly inbox: SandboxInbox;
  readonly database: TestDatabase;
  readonly errors: unknown[];
  readonly parts: DeliveryParts;
  /** Added to the worker's clock. */
  advance(milliseconds: number): void;
  /** Writes people and deliveries as a lane's commit would; returns the deliveries. */
  commit(states: readonly ProfileState[], effects: readonly DeliverEffect[]): Promise<void>;
  start(more?: Partial<DeliveryParts>): { stop(): Promise<void> };
  receipts(): Promise<readonly ReceiptStimulus[]>;
  /** Waits until as many receipts are in the log. */
  awaitReceipts(count: number): Promise<readonly ReceiptStimulus[]>;
  /** Leaves nothing of what one test has written to the next. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openDeliveryDesk(): Promise<DeliveryDesk> {
  const database = await createTestDatabase();
  await setUpPartitions(database.sql, [0, 128]);
  const store = postgresStore(database.sql, laneOf);
  const inbox = openPostgresSandboxInbox(database.sql);
  const sandbox = createSandboxProvider(inbox);
  const opened = new Map(
    sandbox.channels.map((channel) => [channel, sandbox.open(channel, sandbox.settings.parse({}))] as const),
  );
  const errors: unknown[] = [];
  const holder = await openOutboxHolder(database.url);
  const position = await store.lanes.acquire(0);
  let commits = position.commit;
  let ahead = 0;
  const note = (error: unknown) => void errors.push(error);

  const parts: DeliveryParts = {
    store,
    holder,
    adapters: { find: (_workspace, channel) => opened.get(channel), reportStop: () => {} },
    releases: async () => definitions,
    append: async (stimuli) => {
      await store.log.append(stimuli.map((stimulus) => entryOfStimulus(stimulus, partitionCount)));
    },
    links: { publicUrl: 'https://shop.example', key: Buffer.alloc(32, 1), utm: false },
    shortLinks: openPostgresShortLinks(database.sql),
    suppressions: openPostgresSuppressions(database.sql),
    clock: () => Date.now() + ahead,
    random: () => 0.5,
    log: { warn: note, error: note },
    metrics: createDeliveryMetrics(new Registry()),
    looks: { dueEvery: 20, endingEvery: 20, holdersEvery: 100 },
  };

  const written = new Set<string>();
  async function receipts(): Promise<readonly ReceiptStimulus[]> {
    const frames = await Promise.all([0, 128].map((partition) => store.log.read(partition, 'live', 0, 100_000)));
    const stimuli = frames.flat().flatMap(({ body }) => JSON.parse(body) as Stimulus[]);
    return stimuli.filter((stimulus) => stimulus.type === 'receipt');
  }

  return {
    store,
    inbox,
    database,
    errors,
    parts,
    receipts,
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
    async commit(states, effects) {
      commits += 1;
      const known = new Set(written);
      for (const { profile } of states) written.add(profile);
      await store.lanes.commit({
        partition: 0,
        epoch: position.epoch,
        commit: commits,
        offsets: position.offsets,
        releases: {},
        now: parts.clock(),
        seed: 1,
        due: [],
        states: states.map((state) => ({
          lane: laneOf(1, state.profile),
          workspace: 1,
          profile: state.profile,
          isNew: !known.has(state.profile),
          document: writeDocument(state),
          nextDue: null,
        })),
        outbox: effects.map(outboxRow),
        cancelled: [],
        deadLetters: [],
        facts: [],
      });
    },
    start: (more = {}) => startDelivery({ ...parts, ...more }),
    async awaitReceipts(count) {
      return await eventually(async () => {
        const found = await receipts();
        return found.length >= count ? found : undefined;
      });
    },
    async clear() {
      await database.sql`truncate outbox, profile_state, log_frame, dead_letter, sandbox_message, short_link`;
      errors.length = 0;
      ahead = 0;
    },
    async close() {
      await holder.release();
      await database.drop();
    },
  };
}

function outboxRow(effect: DeliverEffect): OutboxToWrite {
  return {
    lane: laneOf(1, effect.profile),
    workspace: 1,
    profile: effect.profile,
    id: effect.delivery,
    kind: 'deliver',
    rank: deliveryClasses.indexOf(effect.class),
    notBefore: effect.notBefore,
    body: JSON.stringify(effect),
  };
}

/** Somebody reachable everywhere, with an address of her own. */
export function somebody(parts: Partial<ProfileState> = {}): ProfileState {
  const profile = randomUUID();
  const identities = [{ kind: 'email', value: `${profile}@example.com` }] as const;
  return person({ profile, identities: [...identities, { kind: 'phone', value: '+447700900123' }], ...parts });
}

export function delivery(state: ProfileState, parts: Partial<DeliverEffect> = {}): DeliverEffect {
  const now = Date.now();
  return {
    type: 'deliver',
    delivery: randomUUID(),
    profile: state.profile,
    class: 'triggered',
    message: 'basket',
    journey: 'abandoned',
    version: 1,
    run: 'run',
    node: 'node',
    channel: 'email',
    notBefore: now - 1_000,
    notAfter: now + 3_600_000,
    trigger: { event: 'Product Added', properties: {} },
    causedAt: now,
    ...parts,
  };
}

export interface ScriptedAdapter extends ChannelAdapter {
  readonly sent: OutgoingMessage[];
  answer: (message: OutgoingMessage, options: SendOptions) => SendResult | Promise<SendResult>;
}

/** An adapter that says what the test wants a provider to say. */
export function scriptedAdapter(capabilities: ChannelAdapter['capabilities'] = { concurrency: 10 }): ScriptedAdapter {
  const adapter: ScriptedAdapter = {
    provider: 'smtp',
    capabilities,
    sent: [],
    answer: () => ({ type: 'accepted' }),
    async send(outgoing, options) {
      adapter.sent.push(outgoing);
      return await adapter.answer(outgoing, options);
    },
    async close() {},
  };
  return adapter;
}

export function directoryOf(
  adapter: ChannelAdapter,
  reportStop: AdapterDirectory['reportStop'] = () => {},
): AdapterDirectory {
  return { find: () => adapter, reportStop };
}
