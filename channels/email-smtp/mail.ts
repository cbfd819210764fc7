import { domainToASCII } from 'node:url';
import addressparser from 'nodemailer/lib/addressparser';
import { encodeWords, foldLines, quoteString } from 'nodemailer/lib/mime-funcs';
import { encode, wrap } from 'nodemailer/lib/qp';
import type { Instant } from '#contracts/identifiers.ts';
import { messageIdentifier, unsubscribeHeaders } from '../message-headers.ts';
import type { OutgoingMessage, RenderedContent } from '../port.ts';
import type { SmtpSettings } from './settings.ts';

/** One plain mailbox: nothing in it may begin another header, address or command. */
const plainAddress = /^[^\s@<>,;:"'()[\]\\]+@[^\s@<>,;:"'()[\]\\]+$/;
const longestLine = 76;
const longestWord = 52;

export interface ComposedMail {
  readonly envelope: { readonly from: string; readonly to: string };
  readonly raw: string;
}

type Composer = (
  message: OutgoingMessage,
  content: RenderedContent & { channel: 'email' },
  now: Instant,
) => ComposedMail | undefined;

/**
 * Composes mails of one account: both parts as quoted-printable, in multipart/alternative (RFC 2045 to 2047). Done here
 * and not by the mail library, which streams each part through stages of its own: that takes twice the processor time of
 * everything else that sending needs. Undefined where the message cannot be a mail: its address or subject holds what
 * belongs in neither.
 */
export function createMailComposer({ from, replyTo, bounceDomain }: SmtpSettings): Composer {
  const sender = mailbox(from);
  const answersTo = replyTo === undefined ? [] : [['Reply-To', mailbox(replyTo).field] as const];

  return (message, content, now) => {
    if (!plainAddress.test(message.to) || /[\r\n\0]/.test(content.subject)) return undefined;
    const to = withPlainDomain(message.to);
    const returnPath =
      // One of its own for each message (VERP), so that also a bounce that quotes nothing can be told apart.
      bounceDomain === undefined || message.reference === undefined
        ? sender.address
        : `b-${message.reference}@${bounceDomain.toLowerCase()}`;
    const fields = [
      ['From', sender.field],
      ['To', to],
      ...answersTo,
      ['Subject', words(content.subject)],
      ['Message-ID', messageIdentifier(message, from)],
      ['Date', new Date(now).toUTCString().replace('GMT', '+0000')],
    ] as const;
    const head = [
      ...fields.map(([name, value]) => foldLines(`${name}: ${value}`, longestLine)),
      // Not folded, because an address that is broken up is not followed by every program that reads it.
      ...unsubscribeHeaders(message.unsubscribeUrl).map(({ name, value }) => `${name}: ${value}`),
      'MIME-Version: 1.0',
    ];
    return { envelope: { from: returnPath, to }, raw: [...head, ...body(message, content)].join('\r\n') };
  };
}

function body(
  { delivery }: OutgoingMessage,
  { html, text }: RenderedContent & { channel: 'email' },
): readonly string[] {
  if (text === '') return part('html', html);
  // In quoted-printable "=_" cannot occur, so no content ends a part (RFC 2045 section 6.7).
  const boundary = `=_${delivery}`;
  return [
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    ...part('plain', text),
    `--${boundary}`,
    ...part('html', html),
    `--${boundary}--`,
    '',
  ];
}

function part(type: 'plain' | 'html', content: string): readonly string[] {
  const lines = content.replace(/\r\n?|\n/g, '\r\n');
  return [
    `Content-Type: text/${type}; charset=utf-8`,
    'Content-Transfer-Encoding: quoted-printable',
    '',
    wrap(encode(lines), longestLine),
  ];
}

/** The settings have made sure that it is one. */
function mailbox(text: string): { readonly address: string; readonly field: string } {
  const [{ name = '', address = '' } = {}] = addressparser(text, { flatten: true });
  const plain = withPlainDomain(address);
  if (name === '') return { address: plain, field: plain };
  const isPhrase = /^[\w ]+$/.test(name);
  const shown = isPlain(name) ? (isPhrase ? name : quoteString(name)) : encodeWords(name, 'Q', longestWord, true);
  return { address: plain, field: `${shown} <${plain}>` };
}

function words(text: string): string {
  return isPlain(text) ? text : encodeWords(text, 'Q', longestWord, true);
}

/** Needs no encoding, and cannot be taken for something encoded. */
function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text) && !text.includes('=?');
}

function withPlainDomain(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  return `${address.slice(0, at)}@${domainToASCII(domain) || domain}`;
}
