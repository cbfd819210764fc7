import { randomUUID } from 'node:crypto';
import type {
  ActiveDestination,
  DestinationStore,
  FactPlace,
  OpenStream,
  PendingBatch,
} from '#components/destination/store.ts';
import type { Instant, Lane } from '#contracts/identifiers.ts';
import { createCircuit } from '../deliver/circuit.ts';
import { isOutage, judgeAttempt, judgeDestination } from './judge.ts';
import { fitting, payloadOf } from './payload.ts';
import { endOf, isBefore } from './place.ts';
import type { Endpoint, OpenEndpoint, PlacedItem, ReadItems } from './port.ts';

/** Items that are read at a time: a question costs the same for few. */
const itemsAhead = 5_000;
/** Replays of one destination that are served beside its live streams. */
const replaysAtOnce = 2;
/** A round ends after so long, so that a slow stream does not keep the others from new work. */
const roundMilliseconds = 2_000;
/** Of failures one after another that say the address is out of order; then it is asked once in a while only. */
const outagesBeforePause = 5;
/** Empty stretches are noted this often, so that a quiet destination costs no writes. */
const noteEvery = 10_000;

export interface ServeParts {
  readonly store: DestinationStore;
  readonly read: ReadItems;
  readonly open: OpenEndpoint;
  /** Up to which commit the facts of each partition can be read. */
  readonly readable: () => Promise<ReadonlyMap<Lane, number>>;
  readonly clock: () => Instant;
  readonly random: () => number;
  readonly onPaused: (destination: ActiveDestination, reason: string) => void;
}

export interface ServedDestination {
  /** Sends what can be sent now. True when there is more. Rejects when a database does not answer. */
  round(signal: AbortSignal): Promise<boolean>;
  close(): void;
}

interface Ahead {
  readonly items: readonly PlacedItem[];
  /** Everything up to here was read. */
  readonly upTo: FactPlace;
  readonly since: Instant;
}

/** Sends the facts of every lane to one destination: within a lane one request after the other, in their order. */
export function serveDestination(destination: ActiveDestination, parts: ServeParts): ServedDestination {
  const { store, read, open, readable, clock, random, onPaused } = parts;
  const { workspace, definition } = destination;
  const ahead = new Map<string, Ahead>();
  const circuit = createCircuit();
  let endpoint: Endpoint = open(destination, clock());
  let reopenAt = destination.oldSecretUntil ?? Number.POSITIVE_INFINITY;
  let lastDeliveredAt: Instant | null = null;
  let outages = 0;
  let paused = false;

  function currentEndpoint(now: Instant): Endpoint {
    if (now < reopenAt) return endpoint;
    endpoint.close();
    endpoint = open(destination, now);
    reopenAt = Number.POSITIVE_INFINITY;
    return endpoint;
  }

  async function serveStream(stream: OpenStream, projected: number, signal: AbortSignal): Promise<boolean> {
    const deadline = clock() + roundMilliseconds;
    let { after, pending } = stream;
    for (;;) {
      if (signal.aborted || paused) return false;
      if (clock() > deadline) return true;
      let items: readonly PlacedItem[] | undefined;
      if (pending === null) {
        const cut = await cutBatch({ ...stream, after }, projected);
        if (cut === undefined) return false;
        ({ batch: pending, items } = cut);
        after = pending.upTo;
      }
      if (!(await send({ ...stream, after }, pending, items, signal))) return false;
      pending = null;
    }
  }

  /** The next batch, written down; undefined when there is nothing to send yet. */
  async function cutBatch(
    stream: OpenStream,
    projected: number,
  ): Promise<{ batch: PendingBatch; items: readonly PlacedItem[] } | undefined> {
    const { after } = stream;
    const known = await readAhead(stream, projected);
    if (known === undefined) return undefined;
    const most = fitting(
      known.items.map(({ item }) => item),
      definition.batchItems,
    );
    const now = clock();
    const mayGrow = stream.kind === 'live' && most === known.items.length && most < definition.batchItems;
    if (mayGrow && now - known.since < definition.batchSeconds * 1_000) return undefined;
    const items = known.items.slice(0, most);
    const last = items.at(-1);
    if (last === undefined) return undefined;
    const rest = known.items.slice(most);
    const upTo = rest.length === 0 ? known.upTo : last.place;
    const batch: PendingBatch = {
      ...{ id: randomUUID(), after, upTo, items: items.length, attempts: 0 },
      firstAttemptAt: null,
      nextAttemptAt: now,
    };
    ahead.set(keyOf(stream), { ...known, items: rest });
    if (await store.cut(workspace, stream, batch)) return { batch, items };
    ahead.delete(keyOf(stream));
    return undefined;
  }

  /** At least one item that comes next; undefined where there is none, and then the stream is moved on. */
  async function readAhead(stream: OpenStream, projected: number): Promise<Ahead | undefined> {
    const { after } = stream;
    const key = keyOf(stream);
    const held = ahead.get(key);
    const readFrom = held && !isBefore(held.upTo, after) ? held.upTo : after;
    const kept = held && readFrom === held.upTo ? held.items : [];
    if (kept.length >= definition.batchItems) return held;
    const end = stream.upTo !== null && isBefore(stream.upTo, endOf(projected)) ? stream.upTo : endOf(projected);
    const found = isBefore(readFrom, end)
      ? await read(destination, stream, { after: readFrom, upTo: end, limit: itemsAhead })
      : [];
    const upTo = found.length < itemsAhead ? (isBefore(end, readFrom) ? readFrom : end) : (found.at(-1)?.place ?? end);
    const items = [...kept, ...found];
    const now = clock();
    if (items.length > 0) {
      const known = { items, upTo, since: kept.length > 0 && held ? held.since : now };
      ahead.set(key, known);
      return known;
    }
    const atEnd = stream.upTo !== null && !isBefore(upTo, stream.upTo);
    if (atEnd) {
      ahead.delete(key);
      await store.finish(workspace, stream);
    } else if (isBefore(after, upTo)) {
      if (held && held.items.length === 0 && now - held.since > noteEvery) {
        await store.skip(workspace, stream, upTo);
        ahead.delete(key);
      } else ahead.set(key, { items: [], upTo, since: held?.since ?? now });
    }
    return undefined;
  }

  /** True when the batch is settled, and the next one may go. */
  async function send(
    stream: OpenStream,
    batch: PendingBatch,
    known: readonly PlacedItem[] | undefined,
    signal: AbortSignal,
  ): Promise<boolean> {
    const now = clock();
    if (now < batch.nextAttemptAt || circuit.admit(now) !== 'go') return false;
    const placed =
      known ?? (await read(destination, stream, { after: batch.after, upTo: batch.upTo, limit: batch.items }));
    const items = placed.map(({ item }) => item);
    const payload = payloadOf({ id: batch.id, alone: definition.batchItems === 1, kind: stream.kind }, items, now);
    // Whoever it was about was erased meanwhile: there is nothing left to tell.
    const { result, statusCode } =
      items.length === 0
        ? { result: { type: 'accepted' } as const, statusCode: null }
        : await currentEndpoint(now).send({ ...payload, now, signal });
    if (signal.aborted && result.type !== 'accepted') return false;
    const answeredAt = clock();
    outages = isOutage(result, statusCode) ? outages + 1 : 0;
    if (outages >= outagesBeforePause) circuit.stop(answeredAt);
    else if (outages === 0) circuit.answered();
    const attempt = judgeAttempt(
      { result, statusCode },
      { batch, retryHours: definition.retryHours, lastDeliveredAt, now: answeredAt, random },
    );
    const standing = await store.settle(workspace, destination.id, batch.id, attempt);
    ({ lastDeliveredAt } = standing);
    const reason = attempt.outcome === 'delivered' ? undefined : judgeDestination(statusCode, standing, answeredAt);
    // Another stream may have met the same while this one was asking.
    if (reason !== undefined && !paused) {
      paused = true;
      await store.pause(workspace, destination.id, reason);
      onPaused(destination, reason);
    }
    return typeof attempt.outcome === 'string';
  }

  return {
    async round(signal) {
      const [streams, projected] = await Promise.all([
        store.openStreams(workspace, destination.id, replaysAtOnce),
        readable(),
      ]);
      const open = new Set(streams.map(keyOf));
      for (const key of ahead.keys()) if (!open.has(key)) ahead.delete(key);
      const more = await Promise.all(
        streams.map((stream) => serveStream(stream, projected.get(stream.lane) ?? 0, signal)),
      );
      return more.includes(true);
    },
    close: () => endpoint.close(),
  };
}

function keyOf({ id, lane }: Pick<OpenStream, 'id' | 'lane'>): string {
  return `${id}:${lane}`;
}
