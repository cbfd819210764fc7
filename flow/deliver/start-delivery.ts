import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { AdapterDirectory } from '#channels/directory.ts';
import type { LinkSettings } from '#channels/links/link-settings.ts';
import type { ShortLinkStore } from '#components/short-link/store.ts';
import type { Store } from '#components/store/port/index.ts';
import type { OutboxHolder, OutboxItem } from '#components/store/port/outbox.ts';
import type { SuppressionStore } from '#components/suppression/store.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import type { CompiledRelease } from '#core/release.ts';
import type { AccountGate } from './account-gate.ts';
import { startClaimLoop } from './claim-loop.ts';
import { type Claimed, readEffect, type Verdict } from './claimed.ts';
import { createGates } from './gates.ts';
import type { DeliveryMetrics } from './metrics.ts';
import { loadPeople, type Person } from './people.ts';
import { later, type Prepared, prepare, withhold } from './prepare.ts';
import { startClaimRecovery } from './recover-claims.ts';
import { createSender } from './send.ts';
import { createSettler } from './settle.ts';
import { findSuppressed } from './suppressed.ts';
import { longestTryMilliseconds } from './try-send.ts';

const leaseMilliseconds = 4 * longestTryMilliseconds;

/** A rendered mail costs about half a millisecond of the only thread that also sends. */
const preparedAtOnce = 20;

/** Before what could not be prepared is tried again. */
const pauseMilliseconds = 1_000;

/** How often is looked for what nobody tells of, in milliseconds. */
const looks = { dueEvery: 250, endingEvery: 1_000, holdersEvery: 2_000 };

interface Loaded {
  readonly workspace: WorkspaceId;
  readonly release: CompiledRelease | undefined;
  readonly people: ReadonlyMap<ProfileId, Person>;
}

export interface DeliveryParts {
  readonly store: Pick<Store, 'outbox' | 'readProfiles'>;
  /** By which others see whether what was claimed here is still in hand. */
  readonly holder: Pick<OutboxHolder, 'id'>;
  readonly adapters: AdapterDirectory;
  readonly releases: (workspace: WorkspaceId) => Promise<CompiledRelease | undefined>;
  /** Durable when it resolves; a stimulus whose id was appended before is passed over. */
  readonly append: (stimuli: readonly ProfileStimulus[]) => Promise<void>;
  readonly links: LinkSettings;
  readonly shortLinks: ShortLinkStore;
  readonly suppressions: Pick<SuppressionStore, 'held'>;
  readonly clock: () => Instant;
  readonly random: () => number;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  readonly metrics: DeliveryMetrics;
  /** A test that waits for it looks more often. */
  readonly looks?: typeof looks;
}

/**
 * Hands messages over: claim from the outbox what each account has room for, load the people, ask again whether it may
 * go, render, send, append the receipt to the log, settle the row. Batches overlap, and a slow provider holds up only its
 * own.
 *
 * What is promised: a message whose row was committed is given to the provider at least once, unless it is withheld,
 * and its receipt changes the person exactly once. After a crash between the send and the settled row it is sent again
 * with the same idempotency key: the sandbox and webhooks that honour `webhook-id` take it once; over SMTP a second copy
 * with the same Message-ID may arrive.
 *
 * `stop` claims no more, finishes what is being sent, puts the rest back and resolves.
 */
export function startDelivery(parts: DeliveryParts): { stop(): Promise<void> } {
  const { store, holder, adapters, append, clock, random, log, metrics } = parts;
  const { dueEvery, endingEvery, holdersEvery } = parts.looks ?? looks;
  const settler = createSettler(store.outbox, append, (error) =>
    log.error({ err: error }, 'receipts of sent messages could not be stored; trying again'),
  );
  const gates = createGates(adapters, clock, () => loop.wake());
  const send = createSender({
    adapters,
    gates,
    clock,
    random,
    onThrow: (adapter, error) => log.error({ err: error, provider: adapter.provider }, 'an adapter threw'),
  });

  // What became of a message may take longer to be written than its lease: the outbox then offers it once more. Each id
  // stands with the claim that has it, because one that was put off may be in a later claim before its first one is done.
  const underWay = new Map<string, readonly OutboxItem[]>();

  async function handle(claimed: readonly OutboxItem[], claimedAt: Instant, isEnding: boolean): Promise<void> {
    const items = claimed.filter(({ id }) => !underWay.has(id));
    for (const { id } of items) underWay.set(id, items);
    try {
      const byWorkspace = Map.groupBy(items, (item) => item.workspace);
      const handled = [...byWorkspace].map(([workspace, own]) => handleWorkspace(workspace, own, claimedAt, isEnding));
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
    isEnding: boolean,
  ): Promise<void> {
    const claimed: Claimed[] = [];
    const settling: Promise<void>[] = [];
    const seats = new Map<Claimed, AccountGate>();
    for (const item of items) {
      const effect = readEffect(item);
      if (effect instanceof Error) {
        settling.push(finish(deadLetter(item, effect), undefined));
        continue;
      }
      const one = { item, effect, leaseEndsAt: claimedAt + leaseMilliseconds };
      claimed.push(one);
      const gate = gates.find({ workspace, channel: effect.channel });
      gate?.hold(1);
      if (gate) seats.set(one, gate);
    }

    /** Its account has room for another one as soon as the verdict is known, long before that is written. */
    function conclude(verdict: Verdict, one: Claimed): Promise<void> {
      seats.get(one)?.release();
      seats.delete(one);
      return finish(verdict, one);
    }

    try {
      const say = (verdict: Verdict, one: Claimed) => void settling.push(conclude(verdict, one));
      const loaded = await attemptToReach(() => load(workspace, claimed));
      if (!loaded) postpone(claimed, say);
      else {
        for (let first = 0; first < claimed.length; first += preparedAtOnce) {
          // Answers of providers are waiting meanwhile, and what is ready can go.
          if (first > 0) await nextTurn();
          for (const one of await prepareSome(claimed.slice(first, first + preparedAtOnce), loaded, say)) {
            const verdict = isEnding ? Promise.resolve(tooLate(one)) : attemptToSend(one);
            settling.push(verdict.then((said) => conclude(said, one.claimed)));
          }
        }
      }
      await Promise.all(settling);
    } finally {
      for (const gate of seats.values()) gate.release();
    }
  }

  async function load(workspace: WorkspaceId, claimed: readonly Claimed[]): Promise<Loaded> {
    const profiles = claimed.map(({ effect }) => effect.profile);
    const [release, people] = await Promise.all([parts.releases(workspace), loadPeople(store, workspace, profiles)]);
    return { workspace, release, people };
  }

  /** Those that go out. What becomes of the others is said at once; nothing is lost when the database does not answer. */
  async function prepareSome(
    claimed: readonly Claimed[],
    { workspace, release, people }: Loaded,
    say: (verdict: Verdict, claimed: Claimed) => void,
  ): Promise<readonly Prepared[]> {
    const prepared: Prepared[] = [];
    const around = { release, adapters, links: parts.links, now: clock() };
    for (const one of claimed) {
      const result = attemptToPrepare(one, () =>
        prepare(one, people.get(one.effect.profile) ?? { type: 'gone' }, around),
      );
      if ('outcome' in result) say(result, one);
      else prepared.push(result);
    }
    const shortLinks = prepared.flatMap((one) => one.shortLinks);
    const suppressed = await attemptToReach(async () => {
      if (shortLinks.length > 0) await parts.shortLinks.add(shortLinks);
      const found = await findSuppressed(parts.suppressions, workspace, prepared, clock());
      if (found.length > 0) await append(found.map(({ news }) => news));
      return new Set(found.map((one) => one.prepared));
    });
    if (!suppressed) {
      const waiting = prepared.map((one) => one.claimed);
      postpone(waiting, say);
      return [];
    }
    for (const { claimed: one } of suppressed) say(withhold(one, 'suppressed', clock()), one);
    return prepared.filter((one) => !suppressed.has(one));
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

  function postpone(claimed: readonly Claimed[], say: (verdict: Verdict, claimed: Claimed) => void): void {
    const at = clock() + pauseMilliseconds;
    for (const one of claimed) say(later(one, at, 'not_prepared'), one);
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

  async function attemptToSend(prepared: Prepared): Promise<Verdict> {
    try {
      return await send(prepared);
    } catch (error) {
      log.error({ err: error, delivery: prepared.claimed.item.id }, 'a delivery could not be sent');
      return deadLetter(prepared.claimed.item, error);
    }
  }

  /** Claimed although its account has no room, because its time is nearly over; or because it was taken back, and is not. */
  function tooLate({ claimed }: Prepared): Verdict {
    const { item, effect } = claimed;
    const before = gates.endingBefore({ workspace: item.workspace, channel: effect.channel });
    return before !== undefined && effect.notAfter < before
      ? withhold(claimed, 'rate_limited', clock())
      : later(claimed, clock() + pauseMilliseconds, 'rate_limited');
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

  const recovery = startClaimRecovery({
    outbox: store.outbox,
    holder,
    lookEvery: holdersEvery,
    clock,
    onError: (error) => log.error({ err: error }, 'claims of dead processes could not be looked for'),
  });
  const loop = startClaimLoop({
    outbox: store.outbox,
    holder,
    ...{ leaseMilliseconds, dueEvery, endingEvery },
    clock,
    room: gates.room,
    endingBefore: gates.endingBefore,
    handle,
    onError: (error) => log.error({ err: error }, 'deliveries could not be handled; they come back after their lease'),
    onInFlight: metrics.inFlight,
  });
  return {
    async stop() {
      settler.giveUp();
      gates.close();
      await Promise.all([loop.stop(), recovery.stop()]);
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
