import type { SendMailOptions } from 'nodemailer';
import { messageIdentifier, unsubscribeHeaders } from '../message-headers.ts';
import type { OutgoingMessage, RenderedContent } from '../port.ts';
import type { SmtpSettings } from './settings.ts';

/** One plain mailbox: nothing in it may begin another header, address or command. */
const plainAddress = /^[^\s@<>,;:"'()[\]\\]+@[^\s@<>,;:"'()[\]\\]+$/;

/** Undefined where the message cannot be a mail: its address or subject holds what belongs in neither. */
export function composeMail(
  message: OutgoingMessage,
  content: RenderedContent & { channel: 'email' },
  { from, replyTo, bounceDomain }: SmtpSettings,
): SendMailOptions | undefined {
  if (!plainAddress.test(message.to) || /[\r\n\0]/.test(content.subject)) return undefined;
  return {
    from,
    to: { name: '', address: message.to },
    ...(replyTo !== undefined && { replyTo }),
    // A return path of its own for each message (VERP), so that also a bounce that quotes nothing can be told apart.
    ...(bounceDomain !== undefined &&
      message.reference !== undefined && {
        envelope: { from: `b-${message.reference}@${bounceDomain}`, to: message.to },
      }),
    subject: content.subject,
    messageId: messageIdentifier(message, from),
    html: content.html,
    text: content.text,
    // Prepared, because a folded or encoded address is not followed by every program that reads it.
    headers: Object.fromEntries(
      unsubscribeHeaders(message.unsubscribeUrl).map(({ name, value }) => [name, { prepared: true, value }]),
    ),
    // Nothing in a message may make the mailer read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
