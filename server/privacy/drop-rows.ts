import { channelNumbers } from '#channels/links/token.ts';
import type { Sql } from '#components/postgres/database.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { laneOf } from '#core/lane.ts';
import type { Erasure } from '#flow/erase/erasure.ts';
import { addProgress, readRequests, selectRequest } from './request-row.ts';

/** A message to one of them is with a channel; its rows are written when it comes back. */
export async function isHandedOver(sql: Sql, { workspace, profiles }: Erasure): Promise<boolean> {
  const [row] = await sql<{ open: boolean }[]>`
    select exists (
      select from outbox where lane = any(${lanesOf(workspace, profiles)}::smallint[]) and workspace = ${workspace}
        and profile = any(${profiles as string[]}::uuid[]) and status = 'claimed') as open`;
  return row?.open === true;
}

/** Removes what older steps left of somebody whose document is erased already, so that no step makes any of it again. */
export async function dropRowsOf(sql: Sql, erasure: Erasure): Promise<void> {
  const { workspace, id, profiles } = erasure;
  const hers = profiles as string[];
  const lanes = lanesOf(workspace, profiles);
  await sql.begin(async (tx) => {
    const [request] = readRequests(
      await tx`${selectRequest(tx)} where workspace = ${workspace} and id = ${id} for update`,
    );
    const before = request?.progress.rows ?? {};
    const ofPerson = tx`lane = any(${lanes}::smallint[]) and workspace = ${workspace} and profile = any(${hers}::uuid[])`;
    const outbox = await tx`delete from outbox where ${ofPerson}`;
    const deadLetters = await tx`delete from dead_letter where ${ofPerson}`;
    const messages = await tx`delete from sandbox_message where ${ofPerson}`;
    const notes = await tx`delete from person_note where workspace = ${workspace} and profile = any(${hers}::uuid[])`;
    await tx`delete from import_withdrawal where workspace = ${workspace} and profile = any(${hers}::uuid[])`;
    const tasks = await tx`delete from task where workspace = ${workspace} and profile = any(${hers}::uuid[])`;
    // The code stays given, so that nobody else gets it.
    await tx`update coupon set given_to = null where workspace = ${workspace} and given_to = any(${hers}::uuid[])`;
    const links = await tx`
      delete from short_link where left(token, 30) = any(${linkBeginnings(workspace, profiles)}::text[])`;
    const told = (name: string, count: number) => ({ [name]: (before[name] ?? 0) + count });
    await addProgress(tx, erasure, {
      rows: {
        ...before,
        ...told('outbox', outbox.count),
        ...told('tasks', tasks.count),
        ...told('deadLetters', deadLetters.count),
        ...told('sandboxMessages', messages.count),
        ...told('notes', notes.count),
        ...told('shortLinks', links.count),
      },
    });
  });
}

/** Other people's identities remember with whom they came. One look at all rows, whoever is erased. */
export async function forgetCompanions(sql: Sql, erasures: readonly Erasure[]): Promise<void> {
  const profiles = erasures.flatMap((erasure) => erasure.profiles as string[]);
  await sql`
    update identity set others = array(select o from unnest(others) as o where o <> all(${profiles}::uuid[]))
    where others && ${profiles}::uuid[]`;
}

/** Lane by lane, so that no statement holds the table's old rows for long. */
const lanesAtOnce = 16;

/** Whose documents say that an identity left them for one of these people. */
export async function namingDocuments(
  sql: Sql,
  erasures: readonly Erasure[],
): Promise<{ workspace: WorkspaceId; profile: ProfileId }[]> {
  const erased = new Set(erasures.flatMap(({ profiles }) => profiles));
  const naming: { workspace: WorkspaceId; profile: ProfileId }[] = [];
  for (let lane = 0; lane < 256; lane += lanesAtOnce) {
    const rows = await sql<{ workspace: WorkspaceId; profile: ProfileId; document: string }[]>`
      select workspace, profile, document from profile_state
      where lane >= ${lane} and lane < ${lane + lanesAtOnce} and position('"departed":[{' in document) > 0`;
    for (const { workspace, profile, document } of rows) {
      const { departed = [] } = JSON.parse(document) as { departed?: readonly { to: ProfileId }[] };
      if (departed.some(({ to }) => erased.has(to))) naming.push({ workspace, profile });
    }
  }
  return naming;
}

function lanesOf(workspace: WorkspaceId, profiles: readonly ProfileId[]): number[] {
  return [...new Set(profiles.map((profile) => laneOf(workspace, profile)))];
}

const tokenFormat = 1;
const linkKinds = [1, 2, 3, 4, 5];
/** Letters of a token that format, kind, channel, workspace and profile determine; the next one holds two bits more. */
const determinedLetters = 30;

/** How every token begins that was made for one of them; see channels/links/token.ts. */
function linkBeginnings(workspace: WorkspaceId, profiles: readonly ProfileId[]): string[] {
  return profiles.flatMap((profile) =>
    linkKinds.flatMap((kind) =>
      Object.values(channelNumbers).map((channel) => {
        const header = Buffer.from([tokenFormat, kind, channel, 0, 0, 0, 0]);
        header.writeInt32BE(workspace, 3);
        const bytes = Buffer.concat([header, Buffer.from(profile.replaceAll('-', ''), 'hex')]);
        return bytes.toString('base64url').slice(0, determinedLetters);
      }),
    ),
  );
}

/** Entries of tills hold a hash of the sale with its customer. */
export async function dropTillEntries(sql: Sql, erasure: Erasure, ids: readonly string[]): Promise<void> {
  const { workspace, id } = erasure;
  await sql.begin(async (tx) => {
    const dropped = await tx`
      delete from point_of_sale_entry where workspace = ${workspace} and id = any(${ids as string[]}::text[])`;
    if (dropped.count === 0) return;
    const [request] = readRequests(await tx`${selectRequest(tx)} where workspace = ${workspace} and id = ${id}`);
    const rows = request?.progress.rows ?? {};
    await addProgress(tx, erasure, { rows: { ...rows, tillEntries: (rows['tillEntries'] ?? 0) + dropped.count } });
  });
}
