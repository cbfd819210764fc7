import { uuidv7 } from 'uuidv7';
import { groupCommit } from '#components/group-commit.ts';
import type { Sql } from '#components/postgres/database.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import type { Misfit } from '#core/schema/compile.ts';
import { identityKey } from '../identity-key.ts';
import { describeMisfit } from '../misfit-words.ts';
import { plain } from '../plain.ts';

export interface KeptMisfit {
  readonly event: TrackedEvent;
  readonly misfits: readonly Misfit[];
}

/** Events per statement; the largest have 32 KB. */
const eventsAtOnce = 200;

/** Problems of one event that are listed. */
const mostProblems = 20;

/**
 * Stores events that did not fit; resolves when they are durable. One whose message id is among them already is not
 * stored again, so that a sender's repeat, or a replay that was cut off, leaves one.
 */
export function createKeepAside(sql: Sql): (kept: KeptMisfit) => Promise<void> {
  return groupCommit<KeptMisfit>(async (items) => {
    const rows = items.map(rowOf);
    const column = <T>(read: (row: (typeof rows)[number]) => T) => rows.map(read);
    await sql`
      insert into kept_event
        (workspace, id, message_id, kind, name, reason, path, problems, body, bytes, received_at, identities)
      select kept.workspace, id, message_id, kind, name, reason, path, problems, body, bytes, received_at,
        array(select json_array_elements_text(names::json))
      from unnest(
        ${column(({ workspace }) => workspace)}::integer[], ${column(({ id }) => id)}::uuid[],
        ${column(({ messageId }) => messageId)}::text[], ${column(({ kind }) => kind)}::text[],
        ${column(({ name }) => name)}::text[], ${column(({ reason }) => reason)}::text[],
        ${column(({ path }) => path)}::text[], ${column(({ problems }) => problems)}::text[],
        ${column(({ body }) => body)}::text[], ${column(({ bytes }) => bytes)}::integer[],
        ${column(({ receivedAt }) => receivedAt)}::bigint[], ${column(({ names }) => names)}::text[]
      ) as kept
        (workspace, id, message_id, kind, name, reason, path, problems, body, bytes, received_at, names)
      on conflict (workspace, message_id) do nothing`;
  }, eventsAtOnce);
}

function rowOf({ event, misfits }: KeptMisfit) {
  const { content, workspace, messageId, receivedAt, identities } = event;
  const body = JSON.stringify(event);
  return {
    ...{ workspace, messageId, receivedAt, body, id: uuidv7() },
    bytes: Buffer.byteLength(body),
    names: JSON.stringify(identities.map(identityKey)),
    ...describeKept(event, misfits),
    kind: content.type === 'track' ? 'event' : 'trait',
    name: content.type === 'track' ? plain(content.name) : '',
  };
}

/** The reason it is listed under, and all problems as they are stored. */
export function describeKept({ content }: TrackedEvent, misfits: readonly Misfit[]) {
  const kind = content.type === 'track' ? 'event' : 'trait';
  const [first] = misfits;
  return {
    reason: first?.reason ?? 'unknown_event',
    path: plain(first?.path ?? ''),
    problems: JSON.stringify(
      misfits.slice(0, mostProblems).map((misfit) => ({
        reason: misfit.reason,
        path: misfit.path,
        message: describeMisfit(misfit, kind),
      })),
    ),
  };
}
