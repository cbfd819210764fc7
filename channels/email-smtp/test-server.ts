import { once } from 'node:events';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Refusal {
  readonly at: 'MAIL' | 'RCPT' | 'DATA';
  readonly code: number;
  readonly text: string;
}

export interface TestSmtpServer {
  readonly port: number;
  /** Raw messages, in the order in which they were taken. */
  readonly mails: string[];
  /** Return paths of the same messages. */
  readonly senders: string[];
  /** The next message is refused at this point; undefined takes all. */
  refuse(refusal: Refusal | undefined): void;
  /** The next connections are cut in the middle of the message. */
  cut(times: number): void;
  close(): Promise<void>;
}

/** A real SMTP server on a port of its own, for tests. */
export async function startTestSmtpServer(options: SMTPServerOptions = {}): Promise<TestSmtpServer> {
  const mails: string[] = [];
  const senders: string[] = [];
  let refusal: Refusal | undefined;
  let cuts = 0;

  function refusalAt(at: Refusal['at']): Error | undefined {
    if (refusal?.at !== at) return undefined;
    return Object.assign(new Error(refusal.text), { responseCode: refusal.code });
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    ...options,
    onMailFrom: (_address, _session, callback) => callback(refusalAt('MAIL')),
    onRcptTo: (_address, _session, callback) => callback(refusalAt('RCPT')),
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (cuts > 0) {
          cuts -= 1;
          for (const connection of server.connections) {
            if ((connection as { id?: string }).id === session.id) (connection as { close(): void }).close();
          }
          return;
        }
        const refused = refusalAt('DATA');
        if (!refused) {
          mails.push(Buffer.concat(chunks).toString('utf8'));
          senders.push(session.envelope.mailFrom ? session.envelope.mailFrom.address : '');
        }
        callback(refused);
      });
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The test server has no port');
  return {
    port: address.port,
    mails,
    senders,
    refuse: (wanted) => {
      refusal = wanted;
    },
    cut: (times) => {
      cuts = times;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
