import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '#components/postgres/database.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { MendStep } from '#contracts/schema/schema-kept-aside.ts';
import { BusyError, type EventSink, type TrackedEvent } from '#contracts/tracked-event.ts';
import type { CompiledSchema } from '#core/schema/compile.ts';
import { mendEvent } from '#core/schema/mend.ts';
import type { MendTools } from '../follow-schema.ts';
import { readSettings } from '../rules.ts';
import { describeKept } from './keep-aside.ts';
import { dropKept } from './kept-store.ts';

const eventsAtOnce = 200;
const pollMilliseconds = 1_000;
const dropMilliseconds = 60_000;

export interface ReplayParts {
  readonly sql: Sql;
  readonly workspace: WorkspaceId;
  /** The log itself: what fits is decided here. */
  readonly sink: EventSink;
  readonly schema: () => CompiledSchema;
  readonly tools: () => Promise<MendTools>;
  readonly now: () => Instant;
  readonly onError: (error: unknown) => void;
}

interface WaitingRow {
  readonly id: string;
  readonly body: string;
  readonly action: string;
  readonly steps: string;
  readonly asHistory: boolean;
}

/**
 * Mends and replays what waits for it, at most `eventsAtOnce` events; resolves with how many. Each goes into the log under
 * its own message id and is marked afterwards: after a crash in between it goes once more, and the log, which remembers
 * message ids for a day, takes it once.
 */
export async function replayWaiting(parts: ReplayParts): Promise<number> {
  const { sql, workspace } = parts;
  const rows = await sql<WaitingRow[]>`
    select k.id, k.body, k.action, a.steps, a.as_history as "asHistory"
    from kept_event k join kept_action a on a.workspace = k.workspace and a.id = k.action
    where k.workspace = ${workspace} and k.state = 'waiting'
    order by k.action, k.received_at, k.id limit ${eventsAtOnce}`;
  for (const [action, ofAction] of Map.groupBy(rows, (row) => row.action)) await replayRows(parts, action, ofAction);
  await sql`
    update kept_action set state = 'done' where workspace = ${workspace} and state = 'running'
      and not exists (select from kept_event k where k.action = kept_action.id and k.state = 'waiting')`;
  return rows.length;
}

async function replayRows(parts: ReplayParts, action: string, rows: readonly WaitingRow[]): Promise<void> {
  const { sql, workspace, sink, schema } = parts;
  const tools = await parts.tools();
  const compiled = schema();
  const fitting: { readonly id: string; readonly event: TrackedEvent }[] = [];
  const misfitting: ({ readonly id: string } & ReturnType<typeof describeKept>)[] = [];
  for (const { id, body, steps, asHistory } of rows) {
    const mended = mendKept(JSON.parse(body) as TrackedEvent, JSON.parse(steps) as MendStep[], tools);
    const verdict = compiled.judge(mended);
    if (verdict === undefined || verdict.action === 'take') {
      const event = verdict?.event ?? mended;
      fitting.push({ id, event: asHistory ? { ...event, imported: true } : event });
    } else misfitting.push({ id, ...describeKept(mended, verdict.misfits) });
  }
  if (fitting.length > 0) await sink.accept(fitting.map(({ event }) => event));
  await sql.begin(async (transaction) => {
    const replayed = await transaction`
      update kept_event set state = 'replayed'
      where workspace = ${workspace} and id = any(${fitting.map(({ id }) => id)}::uuid[]) and state = 'waiting'`;
    const returned = await transaction`
      update kept_event k set state = 'kept', action = null, reason = m.reason, path = m.path, problems = m.problems
      from unnest(
        ${misfitting.map(({ id }) => id)}::uuid[], ${misfitting.map(({ reason }) => reason)}::text[],
        ${misfitting.map(({ path }) => path)}::text[], ${misfitting.map(({ problems }) => problems)}::text[]
      ) as m (id, reason, path, problems)
      where k.workspace = ${workspace} and k.id = m.id and k.state = 'waiting'`;
    await transaction`
      update kept_action set replayed = replayed + ${replayed.count}, returned = returned + ${returned.count}
      where workspace = ${workspace} and id = ${action}`;
  });
}

/** Mended, with the people that its traits now name: an address may have stood under another name. */
export function mendKept(event: TrackedEvent, steps: readonly MendStep[], tools: MendTools): TrackedEvent {
  const mended = mendEvent(event, steps, tools.formats);
  const { content, identities } = mended;
  if (content.type !== 'identify' || steps.length === 0) return mended;
  const news = tools
    .identities(content.traits, identities)
    .filter(({ kind }) => !identities.some((identity) => identity.kind === kind));
  return news.length === 0 ? mended : { ...mended, identities: [...identities, ...news] };
}

/** Replays what is asked for, and drops what was kept long enough, for as long as it runs. */
export function startReplay(parts: ReplayParts): { stop(): Promise<void> } {
  const { sql, workspace, now, onError } = parts;
  const stopping = new AbortController();
  let droppedAt = 0;

  async function round(): Promise<number> {
    if (now() - droppedAt > dropMilliseconds) {
      droppedAt = now();
      await dropKept(sql, workspace, await readSettings(sql, workspace), droppedAt);
    }
    return replayWaiting(parts);
  }

  async function serve(): Promise<void> {
    while (!stopping.signal.aborted) {
      const done = await round().catch((error: unknown) => {
        if (!(error instanceof BusyError)) onError(error);
        return 0;
      });
      if (done === eventsAtOnce) continue;
      await sleep(pollMilliseconds, undefined, { signal: stopping.signal, ref: false }).catch((error: unknown) => {
        if (!stopping.signal.aborted) throw error;
      });
    }
  }

  const ended = serve();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
