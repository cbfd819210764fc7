import type { Logger } from 'pino';
import type { AdapterDirectory } from '#channels/directory.ts';
import type { LinkSettings } from '#channels/links/link-settings.ts';
import type { ShortLinkStore } from '#components/short-link/store.ts';
import type { Store } from '#components/store/port/index.ts';
import type { OutboxItem } from '#components/store/port/outbox.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import type { CompiledRelease } from '#core/release.ts';
import { runOutbox } from '../run-outbox.ts';
import { type Claimed, readEffect, type Verdict } from './claimed.ts';
import type { DeliveryMetrics } from './metrics.ts';
import { loadPeople } from './people.ts';
import { later, type Prepared, prepare } from './prepare.ts';
import { createSender, sendTimeoutMilliseconds } from './send.ts';
import { createSettler } from './settle.ts';

const leaseMilliseconds = 4 * sendTimeoutMilliseconds;

/** Before what could not be prepared is tried again. */
const pauseMilliseconds = 1_000;

export interface DeliveryParts {
  readonly store: Pick<Store, 'outbox' | 'readProfiles'>;
  readonly adapters: AdapterDirectory;
  readonly releases: (workspace: WorkspaceId) => Promise<CompiledRelease | undefined>;
  /** Durable when it resolves; a stimulus whose id was appended before is passed over. */
  readonly append: (stimuli: readonly ProfileStimulus[]) => Promise<void>;
  readonly links: LinkSettings;
  readonly shortLinks: ShortLinkStore;
  readonly clock: () => Instant;
  readonly random: () => number;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  readonly metrics: DeliveryMetrics;
}

/**
 * Hands messages over: claim a batch from the outbox in the order of rank, load the people, ask again whether it may go,
 * render, send, append the receipt to the log, settle the row. Batches overlap, and a slow provider holds up only its own.
 *
 * What is promised: a message whose row was committed is given to the provider at least once, unless it is withheld,
 * and its receipt changes the person exactly once. After a crash between the send and the settled row it is sent again
 * with the same idempotency key: the sandbox and webhooks that honour `webhook-id` take it once; over SMTP a second copy
 * with the same Message-ID may arrive.
 *
 * `stop` claims no more, finishes what was claimed and resolves.
 */
export function startDelivery(parts: DeliveryParts): { stop(): Promise<void> } {
  const { store, adapters, append, clock, random, log, metrics } = parts;
  const settler = createSettler(store.outbox, append, (error) =>
    log.error({ err: error }, 'receipts of sent messages could not be stored; trying again'),
  );
  const send = createSender({
    adapters,
    clock,
    random,
    onThrow: (adapter, error) => log.error({ err: error, provider: adapter.provider }, 'an adapter threw'),
  });

  // What became of a message may take longer to be written than its lease: the outbox then offers it once more. Each id
  // stands with the claim that has it, because one that was put off may be in a later claim before its first one is done.
  const underWay = new Map<string, readonly OutboxItem[]>();

  async function handle(claimed: readonly OutboxItem[], claimedAt: Instant): Promise<void> {
    const items = claimed.filter(({ id }) => !underWay.has(id));
    for (const { id } of items) underWay.set(id, items);
    try {
      const byWorkspace = Map.groupBy(items, (item) => item.workspace);
      const handled = [...byWorkspace].map(([workspace, own]) => handleWorkspace(workspace, own, claimedAt));
      const failed = (await Promise.allSettled(handled)).find(({ status }) => status === 'rejected');
      if (failed?.status === 'rejected') throw failed.reason;
    } finally {
      for (const { id } of items) if (underWay.get(id) === items) underWay.delete(id);
    }
  }

  async function handleWorkspace(
    workspace: WorkspaceId,
    items: readonly OutboxItem[],
    claimedAt: Instant,
  ): Promise<void> {
    const claimed: Claimed[] = [];
    const settling: Promise<void>[] = [];
    for (const item of items) {
      const effect = readEffect(item);
      if (effect instanceof Error) settling.push(finish(deadLetter(item, effect), undefined));
      else claimed.push({ item, effect, leaseEndsAt: claimedAt + leaseMilliseconds });
    }
    const profiles = claimed.map(({ effect }) => effect.profile);
    const loaded = await attemptToReach(() =>
      Promise.all([parts.releases(workspace), loadPeople(store, workspace, profiles)]),
    );
    if (!loaded) return await postpone(claimed, settling);
    const [release, people] = loaded;
    const prepared: Prepared[] = [];
    const around = { release, adapters, links: parts.links, now: clock() };
    for (const one of claimed) {
      const result = attemptToPrepare(one, () =>
        prepare(one, people.get(one.effect.profile) ?? { type: 'gone' }, around),
      );
      if ('outcome' in result) settling.push(finish(result, one));
      else prepared.push(result);
    }
    const shortLinks = prepared.flatMap((one) => one.shortLinks);
    const stored = await attemptToReach(async () => {
      if (shortLinks.length > 0) await parts.shortLinks.add(shortLinks);
      return true;
    });
    if (!stored) {
      const waiting = prepared.map((one) => one.claimed);
      return await postpone(waiting, settling);
    }
    for (const one of prepared) settling.push(send(one).then((verdict) => finish(verdict, one.claimed)));
    await Promise.all(settling);
  }

  /** Undefined when the database does not answer; its absence is no fault of the messages that were claimed. */
  async function attemptToReach<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      log.error({ err: error }, 'deliveries could not be prepared; they are tried again');
      return undefined;
    }
  }

  async function postpone(claimed: readonly Claimed[], settling: readonly Promise<void>[]): Promise<void> {
    const at = clock() + pauseMilliseconds;
    await Promise.all([...settling, ...claimed.map((one) => finish(later(one, at, 'not_prepared'), one))]);
  }

  /** An error in our own code concerns this row alone: it becomes a dead letter that a person can see and retry. */
  function attemptToPrepare({ item }: Claimed, work: () => Prepared | Verdict): Prepared | Verdict {
    try {
      return work();
    } catch (error) {
      log.error({ err: error, delivery: item.id }, 'a delivery could not be prepared');
      return deadLetter(item, error);
    }
  }

  async function finish(verdict: Verdict, claimed: Claimed | undefined): Promise<void> {
    metrics.outcome(claimed?.effect.channel ?? 'unknown', verdict.label);
    if (claimed && verdict.label === 'handed_over') {
      const { channel, causedAt } = claimed.effect;
      metrics.handedOver(channel, verdict.receipt?.provider ?? '', clock() - causedAt);
    }
    // It is pending again as soon as it is settled, long before the rest of its claim: it must not be passed over then.
    if (verdict.outcome.type === 'retry') underWay.delete(verdict.item.id);
    await settler.settle(verdict);
  }

  const loop = runOutbox({
    outbox: store.outbox,
    kind: 'deliver',
    leaseMilliseconds,
    clock,
    handle,
    onError: (error) => log.error({ err: error }, 'deliveries could not be handled; they come back after their lease'),
    onInFlight: metrics.inFlight,
  });
  return {
    async stop() {
      settler.giveUp();
      await loop.stop();
    },
  };
}

function deadLetter(item: OutboxItem, error: unknown): Verdict {
  return {
    item,
    outcome: { type: 'dead', error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    label: 'dead',
  };
}
