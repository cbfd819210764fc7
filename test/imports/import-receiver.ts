import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { ImportJob } from '#contracts/api/import.ts';
import { beginSentImportRequest, tellSentImportRequest } from '#contracts/api/sent-import.ts';

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
  const records = new Map<string, ImportJob>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url?.startsWith('/api/v1/imports')) {
        const record = keepRecord(records, request.url, Buffer.concat(chunks).toString());
        response.writeHead(record === undefined ? 404 : 200, { 'content-type': 'application/json' });
        return response.end(JSON.stringify(record ?? {}));
      }
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
  return { url: `http://127.0.0.1:${port}`, taken, records };
}

/** What the platform keeps of an import: announced by its client, and what the client has told of it since. */
function keepRecord(records: Map<string, ImportJob>, url: string, body: string): ImportJob | undefined {
  const id = url.split('/')[4] ?? '';
  if (id === 'sent') {
    const announced = beginSentImportRequest.parse(JSON.parse(body));
    const record = records.get(announced.id) ?? { ...noRecord, ...announced, clientKind: announced.kind };
    records.set(announced.id, record);
    return record;
  }
  const record = records.get(id);
  if (record === undefined || body === '') return record;
  const { status, progress, error } = tellSentImportRequest.parse(JSON.parse(body));
  const next = { ...record, status, progress, error: error ?? null, finishedAt: status === 'done' ? atStart : null };
  records.set(id, next);
  return next;
}

const atStart = new Date(0).toISOString();
const noRecord: ImportJob = {
  ...{ id: '', name: '', source: null, status: 'importing', bytes: 0, received: 0, lines: null, format: null },
  ...{ mapping: null, clientKind: null, journeys: false, check: null, progress: null, undo: null, error: null },
  ...{ hasContent: false, earlier: null, createdAt: atStart, startedAt: atStart, finishedAt: null },
};
