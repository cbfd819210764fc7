import type { OutgoingMessage } from './port.ts';

/** Header fields that are ours to set, in the order in which they are written. */
export function messageHeaders(
  message: OutgoingMessage,
  from: string,
): readonly { readonly name: string; readonly value: string }[] {
  if (message.content.channel !== 'email') return [];
  return [
    { name: 'From', value: from },
    { name: 'To', value: message.to },
    { name: 'Subject', value: message.content.subject },
    { name: 'Message-ID', value: messageIdentifier(message, from) },
    ...unsubscribeHeaders(message.unsubscribeUrl),
  ];
}

/** RFC 8058: one-click needs both fields, and both must be covered by the DKIM signature. */
export function unsubscribeHeaders(
  url: string | undefined,
): readonly { readonly name: string; readonly value: string }[] {
  if (url === undefined) return [];
  return [
    { name: 'List-Unsubscribe', value: `<${url}>` },
    { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
  ];
}

/**
 * RFC 5322 Message-ID in the sender's domain: every try carries the same one, by which receiving systems recognise a
 * repeat. It is the message's reference, because of all that a bounce or a complaint quotes, this field is the surest.
 */
export function messageIdentifier({ reference, delivery }: OutgoingMessage, from: string): string {
  const domain = /@([a-z0-9.-]+)/i.exec(from)?.[1] ?? 'localhost';
  return `<${reference ?? delivery}@${domain.toLowerCase()}>`;
}
