import { z } from 'zod';
import { htmlToText } from '#channels/content/plain-text.ts';
import { linksIn } from '#channels/content/rewrite-html.ts';
import type { RenderedContent } from '#channels/port.ts';
import { sandboxReply } from '#channels/sandbox/reply.ts';
import type { SandboxEntry, SandboxInbox } from '#components/sandbox-inbox/inbox.ts';
import type { InboxItem, InboxMessage } from '#contracts/api/inbox.ts';
import { RequestError } from '#contracts/errors.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { Inbox } from '../delivery-parts.ts';
import type { TakeInbound } from './take-inbound.ts';

type StoredContent = RenderedContent & { readonly headers: InboxMessage['headers'] };

/** The sandbox as the management API shows it. */
export function createInbox(sandbox: SandboxInbox, takeInbound: TakeInbound, clock: () => Instant): Inbox {
  return {
    async list(workspace, { search, channel, before, limit }) {
      const entries = await sandbox.list(workspace, {
        limit: limit + 1,
        ...(search !== undefined && { search }),
        ...(channel !== undefined && { channel }),
        ...(before !== undefined && { before: readCursor(before) }),
      });
      const items = entries.slice(0, limit);
      const last = items.at(-1);
      const more = entries.length > limit && last !== undefined;
      return { items: items.map(present), nextCursor: more ? `${last.at}_${last.delivery}` : null };
    },

    async find(workspace, id) {
      const found = z.uuid().safeParse(id).success ? await sandbox.read(workspace, id) : undefined;
      if (!found) return undefined;
      const content = JSON.parse(found.content) as StoredContent;
      return { ...present(found), ...bodyOf(content), headers: content.headers };
    },

    async reply(workspace, id, text) {
      const found = z.uuid().safeParse(id).success ? await sandbox.read(workspace, id) : undefined;
      const now = clock();
      const reply = found && sandboxReply(found, text, now);
      if (!reply || !found) return undefined;
      const { taken } = await takeInbound({ workspace, channel: found.channel, provider: 'sandbox' }, [reply], now);
      return { taken: taken > 0 };
    },
  };
}

function bodyOf(content: StoredContent): Pick<InboxMessage, 'html' | 'text' | 'links'> {
  switch (content.channel) {
    case 'email':
      return { html: content.html, text: content.text || htmlToText(content.html), links: linksIn(content.html) };
    case 'sms':
      return { html: '', text: content.text, links: content.text.match(/https?:\/\/\S+/g) ?? [] };
    case 'push':
      return { html: '', text: content.body, links: content.url === '' ? [] : [content.url] };
    case 'webhook':
      return { html: '', text: content.body, links: [] };
  }
}

function present({ openedAt, clickedAt, recipient, sender, at, ...entry }: SandboxEntry): InboxItem {
  return {
    id: entry.delivery,
    channel: entry.channel,
    to: recipient,
    from: sender,
    subject: entry.subject,
    preview: entry.preview,
    at: isoText(at),
    profile: entry.profile,
    delivery: entry.delivery,
    openedAt: openedAt === null ? null : isoText(openedAt),
    clickedAt: clickedAt === null ? null : isoText(clickedAt),
  };
}

function isoText(at: number): string {
  return new Date(at).toISOString();
}

const firstUuid = '00000000-0000-0000-0000-000000000000';

/** `<milliseconds>_<delivery>` as given out by the page before, or an ISO 8601 instant. */
function readCursor(text: string): { readonly at: number; readonly delivery: string } {
  const [milliseconds = '', delivery = ''] = text.split('_');
  if (/^\d{1,15}$/.test(milliseconds) && z.uuid().safeParse(delivery).success) {
    return { at: Number(milliseconds), delivery };
  }
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new RequestError('invalid_cursor');
  return { at, delivery: firstUuid };
}
