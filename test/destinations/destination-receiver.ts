import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DestinationItem } from '#contracts/destination.ts';

export interface ReceivedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly items: readonly DestinationItem[];
}

/** An HTTP server that stands where facts are sent; `answer` decides what it says. */
export async function startDestinationReceiver() {
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const read = JSON.parse(body) as DestinationItem & { items?: DestinationItem[] };
      const received = { headers: request.headers, body, items: read.items ?? [read] };
      const status = receiver.answer(received);
      if (status < 300) requests.push(received);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const receiver = {
    url: `http://127.0.0.1:${port}/facts`,
    /** What was taken. */
    requests,
    items: () => requests.flatMap(({ items }) => items),
    answer: (_request: ReceivedRequest): number => 204,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}
