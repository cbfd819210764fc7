import type { Email } from 'postal-mime';
import { longestInboundText } from '#contracts/inbound/inbound.ts';
import { htmlToText } from '../content/plain-text.ts';
import type { InboundMessage, ReceiptRequest } from '../port.ts';

/**
 * A mail as a message of its sender; undefined for what a machine wrote. Its words are those above what it quotes, else its
 * subject: who leaves a list by mail often writes nothing but that.
 */
export function readReply(mail: Email, at: number, find: ReceiptRequest['find']): InboundMessage | undefined {
  const from = mail.from?.address?.trim() ?? '';
  if (from === '' || isByMachine(mail, from)) return undefined;
  const subject = (mail.subject ?? '').replace(/^((re|aw|sv|回复|回覆|答复)\s*[:：]\s*)+/iu, '').trim();
  const body = ownWords(mail.text?.trim() ? mail.text : htmlToText(mail.html ?? ''));
  const to = mail.to?.[0]?.address;
  const answers = find([...referring(mail)].join('\n'));
  return {
    // RFC 5322 section 3.6.4 only recommends one.
    id: mail.messageId ?? [from, mail.date ?? '', subject, body].join('\n'),
    from: { kind: 'email', value: from },
    text: (body || subject).slice(0, longestInboundText),
    at,
    ...(subject !== '' && { subject: subject.slice(0, 500) }),
    ...(to !== undefined && { to }),
    ...(answers && { answers }),
  };
}

/** RFC 3834 section 2: what says that it is automatic, or comes from nobody, is never answered and no answer. */
function isByMachine({ headers }: Email, from: string): boolean {
  const field = (name: string) =>
    headers
      .find(({ key }) => key === name)
      ?.value.trim()
      .toLowerCase();
  const automatic = field('auto-submitted');
  return (
    (automatic !== undefined && automatic !== 'no') ||
    /^(bulk|list|junk|auto_reply)$/.test(field('precedence') ?? '') ||
    field('x-autoreply') !== undefined ||
    /^multipart\/report/.test(field('content-type') ?? '') ||
    field('return-path') === '<>' ||
    /^(mailer-daemon|postmaster|no-?reply)@/i.test(from)
  );
}

function* referring({ inReplyTo, references, to = [] }: Email): Iterable<string> {
  if (inReplyTo !== undefined) yield inReplyTo;
  if (references !== undefined) yield references;
  for (const { address } of to) if (address !== undefined) yield address;
}

/** The line with which mail programs begin what they quote, in English and Chinese. */
const quoteBegins =
  /^(>|-{2,}\s*(original message|原始邮件|原始郵件|forwarded message)|on .{4,200} wrote:\s*$|在.{2,200}(写道|寫道)[:：]?\s*$|.{2,200}(写道|寫道)[:：]\s*$|(from|发件人|寄件者|寄件人)\s*[:：].*@)/iu;

function ownWords(text: string): string {
  const lines = text.split(/\r?\n/);
  const end = lines.findIndex((line) => quoteBegins.test(line.trim()));
  const own = (end < 0 ? lines : lines.slice(0, end)).join('\n');
  // A signature begins with two dashes and a space (RFC 3676 section 4.3).
  return (own.split(/^-- $/m)[0] ?? '').trim();
}
