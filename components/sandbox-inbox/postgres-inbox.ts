import type { Sql } from '#components/postgres/database.ts';
import type { Channel } from '#contracts/channel.ts';
import type { SandboxEntry, SandboxInbox, SandboxMessage } from './inbox.ts';

interface Row {
  delivery: string;
  workspace: number;
  profile: string;
  channel: Channel;
  recipient: string;
  sender: string;
  subject: string;
  preview: string;
  at: number;
  opened_at: number | null;
  clicked_at: number | null;
}

export function openPostgresSandboxInbox(sql: Sql): SandboxInbox {
  const columns = sql`
    delivery, workspace, profile, channel, recipient, sender, subject, preview, at, opened_at, clicked_at`;
  return {
    async add(messages) {
      const column = <Key extends keyof SandboxMessage>(key: Key) => messages.map((message) => message[key]);
      await sql`
        insert into sandbox_message
          (lane, delivery, workspace, profile, channel, recipient, sender, subject, preview, content, at)
        select * from unnest(
          ${column('lane')}::int2[], ${column('delivery')}::uuid[], ${column('workspace')}::int4[],
          ${column('profile')}::uuid[], ${column('channel')}::text[], ${column('recipient')}::text[],
          ${column('sender')}::text[], ${column('subject')}::text[], ${column('preview')}::text[],
          ${column('content')}::text[], ${column('at')}::int8[])
        on conflict do nothing`;
    },

    async list(workspace, { search, channel, before, limit }) {
      const pattern = search ? `%${search.replace(/[\\%_]/g, '\\$&')}%` : null;
      const rows = await sql<Row[]>`
        select ${columns} from sandbox_message
        where workspace = ${workspace}
          and (${channel ?? null}::text is null or channel = ${channel ?? null})
          and (${pattern}::text is null or recipient ilike ${pattern} or subject ilike ${pattern})
          and (${before?.at ?? null}::int8 is null
            or (at, delivery) < (${before?.at ?? null}::int8, ${before?.delivery ?? null}::uuid))
        order by at desc, delivery desc
        limit ${limit}`;
      return rows.map(entry);
    },

    async read(workspace, delivery) {
      const [row] = await sql<(Row & { content: string })[]>`
        select ${columns}, content from sandbox_message
        where workspace = ${workspace} and delivery = ${delivery}`;
      return row && { ...entry(row), content: row.content };
    },

    async markEngaged(lane, delivery, kind, at) {
      // Whoever clicked has opened, also where images are blocked.
      await sql`
        update sandbox_message
        set opened_at = coalesce(opened_at, ${at}),
            clicked_at = coalesce(clicked_at, ${kind === 'clicked' ? at : null}::int8)
        where lane = ${lane} and delivery = ${delivery}
          and (opened_at is null or (clicked_at is null and ${kind === 'clicked'}))`;
    },

    async dropBefore(at, limit) {
      const result = await sql`
        delete from sandbox_message where (lane, delivery) in (
          select lane, delivery from sandbox_message where at < ${at} limit ${limit})`;
      return result.count;
    },
  };
}

function entry(row: Row): SandboxEntry {
  const { opened_at: openedAt, clicked_at: clickedAt, ...rest } = row;
  return { ...rest, openedAt, clickedAt };
}
