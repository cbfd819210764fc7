import PostalMime, { type Attachment, type Email } from 'postal-mime';
import type { ProviderReceipt, ReceiptReading, ReceiptRequest } from '../port.ts';
import { bounceOf } from './enhanced-status.ts';
import { readFieldGroups } from './field-groups.ts';
import { readReply } from './reply.ts';

const day = 86_400_000;
/** Mail servers try for some days; an older date is a clock that is wrong. */
const oldest = 30 * day;

/**
 * Reads a mail that came back: a delivery status notification (RFC 3464) or a complaint (RFC 5965, an abuse report), else
 * what a person wrote. The mail server that takes it for the bounce domain, the feedback address or the address of answers
 * posts it as it is, `message/rfc822`. What a machine wrote, as an absence note, is ignored. The message that it is about is
 * found by our reference: in the return path that it was sent to, or in what it quotes.
 */
export async function readMailReceipts({ body, now, find }: ReceiptRequest): Promise<ReceiptReading> {
  let mail: Email;
  try {
    mail = await PostalMime.parse(body, {
      forceRfc822Attachments: true,
      attachmentEncoding: 'utf8',
      maxNestingDepth: 20,
      maxHeadersSize: 256 * 1_024,
    });
  } catch (error) {
    return { type: 'unreadable', detail: error instanceof Error ? error.message : String(error) };
  }
  if (!mail.headers.some(({ value }) => value !== '')) return { type: 'unreadable', detail: 'it has no header fields' };
  const said = complaintIn(mail.attachments) ?? deliveryStatusIn(mail.attachments);
  const message = said && find(wordsOf(mail));
  const at = dateOf(mail, now);
  if (said && message) return { type: 'read', receipts: [{ message, at, ...said }], messages: [], ignored: 0 };
  const written = said ? undefined : readReply(mail, at, find);
  return { type: 'read', receipts: [], messages: written ? [written] : [], ignored: written ? 0 : 1 };
}

type Said = Pick<ProviderReceipt, 'kind' | 'reason' | 'permanent'>;

function deliveryStatusIn(parts: readonly Attachment[]): Said | undefined {
  const report = partOf(parts, ['message/delivery-status', 'message/global-delivery-status']);
  if (report === undefined) return undefined;
  // The first group is about the message, each other one about a receiver; ours have one.
  for (const fields of readFieldGroups(report).slice(1)) {
    const action = fields.get('action')?.toLowerCase();
    if (action === 'delivered') return { kind: 'delivered' };
    if (action === 'failed') {
      const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(
        `${fields.get('status')} ${fields.get('diagnostic-code')}`,
      )?.[0];
      return { kind: 'bounced', ...bounceOf(status ?? '5.0.0') };
    }
  }
  return undefined;
}

/** What the receiver's provider calls it; RFC 5965 section 3.1. What is no word of the person (virus, not-spam) is left out. */
const feedbackKinds: { readonly [type: string]: ProviderReceipt['kind'] | undefined } = {
  abuse: 'complained',
  fraud: 'complained',
  other: 'complained',
  'opt-out': 'unsubscribed',
  'opt-out-list': 'unsubscribed',
};

function complaintIn(parts: readonly Attachment[]): Said | undefined {
  const report = partOf(parts, ['message/feedback-report']);
  if (report === undefined) return undefined;
  const type = readFieldGroups(report)[0]?.get('feedback-type')?.toLowerCase() ?? '';
  const kind = feedbackKinds[type];
  return kind && { kind };
}

function partOf(parts: readonly Attachment[], types: readonly string[]): string | undefined {
  const part = parts.find(({ mimeType }) => types.includes(mimeType));
  return part && textOf(part);
}

/** Header fields first: a return path of ours cannot be mistaken for anything that is quoted. */
function wordsOf({ headers, attachments, text = '' }: Email): string {
  const fields = headers.map(({ value }) => value);
  return [...fields, ...attachments.map(textOf), text].join('\n');
}

function textOf({ content }: Attachment): string {
  return typeof content === 'string' ? content : Buffer.from(content as Uint8Array).toString('utf8');
}

function dateOf({ date }: Email, now: number): number {
  const at = Date.parse(date ?? '');
  return at >= now - oldest && at <= now ? at : now;
}
