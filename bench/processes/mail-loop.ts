import nodemailer from 'nodemailer';
import PostalMime from 'postal-mime';
import { answerParent } from '../child-process.ts';

export interface MailLoopRequest {
  readonly port: number;
  readonly connections: number;
  readonly messages: number;
  /** A message of the platform, to be sent again with the same content and headers. */
  readonly sample: string;
}

/** The raw limit of sending: the mail library alone, with its pool full at every moment. Replies with messages per second. */
answerParent<MailLoopRequest, number>(async ({ port, connections, messages, sample }) => {
  const { html, text, subject, from, headers } = await PostalMime.parse(sample);
  const kept = headers.filter(({ key }) => key.startsWith('list-unsubscribe'));
  const transport = nodemailer.createTransport({
    pool: true,
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    maxConnections: connections,
    maxMessages: 1_000,
  });
  const startedAt = performance.now();
  let next = 0;
  const sendOn = async () => {
    while (next < messages) {
      const number = next++;
      await transport.sendMail({
        from: from?.address ?? 'shop@shop.example',
        to: `person${number}@shop.example`,
        subject: subject ?? '',
        html: html ?? '',
        text: text ?? '',
        headers: Object.fromEntries(kept.map(({ key, value }) => [key, { prepared: true, value }])),
      });
    }
  };
  // Twice as many as connections, so that none waits for the loop.
  await Promise.all(Array.from({ length: connections * 2 }, sendOn));
  const seconds = (performance.now() - startedAt) / 1_000;
  transport.close();
  return messages / seconds;
});
