import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { answerParent } from '../child-process.ts';

export type SinkRequest = { readonly type: 'port' } | { readonly type: 'reset' } | { readonly type: 'count' };

export interface SinkReply {
  readonly port: number;
  readonly count: number;
  /** From the first message to the last, since `reset`. */
  readonly seconds: number;
  /** The newest message as it came. */
  readonly sample: string;
}

let count = 0;
let firstAt = 0;
let lastAt = 0;
let sample = '';

/** Takes every message and throws it away, as fast as it can. */
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  logger: false,
  onData(stream, _session, callback) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      lastAt = performance.now();
      if (count === 0) firstAt = lastAt;
      count++;
      if (sample === '') sample = Buffer.concat(chunks).toString('utf8');
      callback();
    });
  },
});
// A client that goes away in the middle is its own affair.
server.on('error', () => {});
server.listen(0, '127.0.0.1');
const listening = once(server.server, 'listening');

answerParent<SinkRequest, SinkReply>(async ({ type }) => {
  await listening;
  if (type === 'reset') {
    count = 0;
    sample = '';
  }
  const { port } = server.server.address() as AddressInfo;
  return { port, count, seconds: (lastAt - firstAt) / 1_000, sample };
});
