import { drainPending } from 'chdb';
import { connectionsPerClass } from './chdb-configuration.ts';
import type { StatementResult } from './chdb-connection.ts';
import { ChdbConnection, statementMark } from './chdb-connection.ts';
import { errorCode, ownError } from './chdb-error.ts';
import type { Statement, StatementClass } from './chdb-statement.ts';
import { classifyStatement, quoteString } from './chdb-statement.ts';

export interface EngineOptions {
  directory: string;
  connectionArguments: readonly string[];
  baseline: Record<string, string>;
}

const waitingPerClass = 200;

interface Queue {
  idle: ChdbConnection[];
  waiting: Array<(connection: ChdbConnection) => void>;
}

export class ChdbEngine {
  readonly #queues = new Map<StatementClass, Queue>();
  readonly #connections: ChdbConnection[] = [];
  readonly #control: ChdbConnection;
  #controlQueue: Promise<unknown> = Promise.resolve();

  constructor(options: EngineOptions) {
    const open = (): ChdbConnection => {
      const connection = new ChdbConnection(options.directory, options.connectionArguments, options.baseline);
      this.#connections.push(connection);
      return connection;
    };
    this.#control = open();
    for (const name of Object.keys(connectionsPerClass) as StatementClass[]) {
      this.#queues.set(name, { idle: Array.from({ length: connectionsPerClass[name] }, open), waiting: [] });
    }
  }

  /** Runs a statement on a connection of its class; errors are StatementErrors. */
  async run(statement: Statement, signal: AbortSignal): Promise<StatementResult> {
    const queue = this.#queue(classifyStatement(statement));
    const connection = await this.#acquire(queue);
    let held = true;
    const release = (): void => {
      if (!held) return;
      held = false;
      signal.removeEventListener('abort', kill);
      const next = queue.waiting.shift();
      if (next) next(connection);
      else queue.idle.push(connection);
    };
    const kill = (): void => this.#kill(statement.id);
    if (signal.aborted) {
      release();
      throw ownError(errorCode.queryWasCancelled, 'Query was cancelled.', 'QUERY_WAS_CANCELLED');
    }
    signal.addEventListener('abort', kill, { once: true });
    return connection.run(statement, release);
  }

  async close(): Promise<void> {
    for (const connection of this.#connections) connection.close();
    await drainPending();
  }

  #queue(name: StatementClass): Queue {
    const queue = this.#queues.get(name);
    if (!queue) throw new Error(`no connections for ${name} statements`);
    return queue;
  }

  #acquire(queue: Queue): Promise<ChdbConnection> {
    const connection = queue.idle.pop();
    if (connection) return Promise.resolve(connection);
    if (queue.waiting.length >= waitingPerClass) {
      const text = `Too many simultaneous queries. Maximum: ${waitingPerClass} waiting.`;
      return Promise.reject(ownError(errorCode.tooManySimultaneousQueries, text, 'TOO_MANY_SIMULTANEOUS_QUERIES'));
    }
    return new Promise((resolve) => queue.waiting.push(resolve));
  }

  /** Gives memory that the engine holds in reserve back to the system. */
  releaseMemory(): Promise<void> {
    return this.#runControl('SYSTEM JEMALLOC PURGE');
  }

  // The library offers no interrupt, but KILL QUERY from another connection works.
  #kill(id: string): void {
    const sql = `KILL QUERY WHERE startsWith(query, ${quoteString(statementMark(id).trimEnd())}) ASYNC`;
    // The statement is left to its own limits; its caller has gone, so the log is told.
    this.#runControl(sql).catch((error: unknown) =>
      process.stderr.write(`A statement could not be ended: ${String(error)}\n`),
    );
  }

  #runControl(sql: string): Promise<void> {
    const nothing = { database: 'default', settings: {}, parameters: {}, body: Buffer.alloc(0) };
    const statement = { id: 'control', sql, defaultFormat: 'TabSeparated', ...nothing };
    const ran = this.#controlQueue.then(async () => void (await this.#control.run(statement, () => undefined)));
    this.#controlQueue = Promise.allSettled([ran]);
    return ran;
  }
}
