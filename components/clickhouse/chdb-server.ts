import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchForRest } from '../memory/at-rest.ts';
import { releaseLibrary } from '../memory/release-library.ts';
import { baselineSettings, engineConfiguration, engineLimits } from './chdb-configuration.ts';
import { ChdbEngine } from './chdb-engine.ts';
import { errorCode, ownError, statementError } from './chdb-error.ts';
import { isAuthorized, readStatement } from './chdb-request.ts';
import { sendError, sendResult } from './chdb-response.ts';

/** What the parent sends first; everything after it comes over HTTP. */
export interface ChdbServerStart {
  kind: 'start';
  directory: string;
  memoryLimitMegabytes: number;
  password: string;
  /** 0 lets the system choose; after a restart the parent asks for the same port again. */
  port: number;
}

export type ChdbServerMessage = { kind: 'ready'; port: number } | { kind: 'failed'; code: string; reason: string };

/** The engine counts its own memory; code, the heap of Node and what malloc keeps come on top. */
const memoryBesideEngineMegabytes = 500;
const drainMilliseconds = 5_000;
/** Grown since the last time: less is not worth it. */
const worthwhileBytes = 4 * 1024 * 1024;
/** Milliseconds. Within seconds a shop at work has again what it needs of it, so more often would only give back the same. */
const releaseLibraryEvery = 300_000;

function serve(start: ChdbServerStart, engine: ChdbEngine): Server {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/ping') {
      response.end('Ok.\n');
      return;
    }
    answer(start, engine, request, response, url).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendError(response, undefined, statementError(error));
    });
  });
  // Longer than the client keeps an idle socket (2.5 s), or it would write into one that is being closed.
  server.keepAliveTimeout = 15_000;
  server.requestTimeout = 0;
  return server;
}

async function answer(
  start: ChdbServerStart,
  engine: ChdbEngine,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (!isAuthorized(request, start.password)) {
    const text = 'Authentication failed: password is incorrect.';
    sendError(response, undefined, ownError(errorCode.authenticationFailed, text, 'AUTHENTICATION_FAILED'));
    return;
  }
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const statement = await readStatement(request, url);
  try {
    await sendResult(request, response, statement.id, await engine.run(statement, gone.signal));
  } catch (error) {
    if (response.headersSent) response.destroy();
    else sendError(response, statement.id, statementError(error));
  }
}

function openEngine(start: ChdbServerStart): ChdbEngine {
  const limits = engineLimits(start.memoryLimitMegabytes);
  const folder = mkdtempSync(join(tmpdir(), 'throughline-chdb-'));
  try {
    const file = join(folder, 'configuration.xml');
    writeFileSync(file, engineConfiguration(limits));
    const connectionArguments = [`--config-file=${file}`];
    return new ChdbEngine({ directory: start.directory, connectionArguments, baseline: baselineSettings(limits) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function watchMemory(start: ChdbServerStart): void {
  const limit = (start.memoryLimitMegabytes + memoryBesideEngineMegabytes) * 1024 * 1024;
  setInterval(() => {
    if (process.memoryUsage.rss() <= limit) return;
    process.stderr.write(`chDB uses more than ${limit} bytes of memory and is restarted\n`);
    process.exit(70);
  }, 1_000).unref();
}

/** At rest the process is to be small, and nothing of it shrinks by itself, least of all while a little goes on. */
function releaseMemoryAtRest(engine: ChdbEngine): void {
  let left = 0;
  let libraryReleasedAt = Number.NEGATIVE_INFINITY;
  const release = async (): Promise<void> => {
    globalThis.gc?.();
    await engine.releaseMemory();
    left = process.memoryUsage.rss();
    if (performance.now() - libraryReleasedAt < releaseLibraryEvery) return;
    libraryReleasedAt = performance.now();
    await releaseLibrary('libchdb.so');
    left = process.memoryUsage.rss();
  };
  watchForRest(process.cpuUsage, () => {
    if (process.memoryUsage.rss() < left + worthwhileBytes) return;
    release().catch((error: unknown) => process.stderr.write(`Memory is not given back: ${String(error)}\n`));
  });
}

function run(start: ChdbServerStart): void {
  let engine: ChdbEngine;
  try {
    engine = openEngine(start);
  } catch (error) {
    tellParent({ kind: 'failed', code: 'open', reason: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
    process.disconnect();
    return;
  }
  const server = serve(start, engine);
  server.once('error', (error: NodeJS.ErrnoException) => {
    tellParent({ kind: 'failed', code: error.code ?? 'listen', reason: error.message });
    void engine.close().finally(() => process.exit(1));
  });
  server.listen(start.port, '127.0.0.1', () => {
    tellParent({ kind: 'ready', port: (server.address() as AddressInfo).port });
  });
  watchMemory(start);
  releaseMemoryAtRest(engine);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    const hurry = setTimeout(() => process.exit(0), drainMilliseconds);
    server.close(() => {
      clearTimeout(hurry);
      void engine.close().finally(() => process.exit(0));
    });
    server.closeIdleConnections();
  };
  process.on('message', (message: { kind?: string }) => {
    if (message.kind === 'stop') stop();
  });
  process.on('SIGTERM', stop);
}

function tellParent(message: ChdbServerMessage): void {
  process.send?.(message);
}

// The parent's death closes the channel, also when it was killed: nothing may keep the directory open behind it.
process.on('disconnect', () => process.exit(process.exitCode ?? 0));
process.once('message', (message: ChdbServerStart) => run(message));
