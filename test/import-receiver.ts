import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { gunzipSync } from 'node:zlib';

export interface ReceivedEvent {
  readonly type: string;
  readonly messageId: string;
  readonly userId?: string;
  readonly timestamp: string;
  readonly event?: string;
  readonly traits?: Record<string, unknown>;
  readonly properties: Record<string, unknown>;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/**
 * An HTTP server that stands where the platform's import endpoint is, to make it busy, forgetful or broken at will.
 * `answer` sees the events of each request and may take them by answering 200.
 */
export async function startImportReceiver(
  t: TestContext,
  answer: (batch: readonly ReceivedEvent[], request: IncomingMessage) => Answer,
) {
  const taken: ReceivedEvent[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { batch } = JSON.parse(gunzipSync(Buffer.concat(chunks)).toString()) as { batch: ReceivedEvent[] };
      const { status, body = { success: true }, headers = {} } = answer(batch, request);
      if (status === 200) taken.push(...batch);
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  t.after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${port}`, taken };
}
