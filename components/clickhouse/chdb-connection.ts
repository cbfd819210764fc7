import { Session } from 'chdb';
import { errorCode, ownError, statementError } from './chdb-error.ts';
import type { Statement } from './chdb-statement.ts';
import { outputFormat, placeholders, plainRowInsert, quoteString, streamableSelect } from './chdb-statement.ts';

export interface StatementResult {
  format: string | undefined;
  readRows: number;
  writtenRows: number;
  elapsedSeconds: number;
  /** The first piece is already there when the promise of a result settles, so that early errors have a status. */
  chunks: AsyncIterable<Uint8Array>;
}

/**
 * One connection of the library. It runs one statement at a time and keeps database, settings and parameters like a
 * session, so each statement first puts the difference to what it needs. Parameters go through SET param_x and not
 * through the library's binding, which runs one parameterised statement at a time in the whole process.
 */
export class ChdbConnection {
  readonly #directory: string;
  readonly #connectionArguments: readonly string[];
  readonly #baseline: Readonly<Record<string, string>>;
  #session: Session;
  #database = 'default';
  #settings = new Map<string, string>();
  #parameters = new Map<string, string>();

  constructor(directory: string, connectionArguments: readonly string[], baseline: Record<string, string>) {
    this.#directory = directory;
    this.#connectionArguments = connectionArguments;
    this.#baseline = baseline;
    this.#session = new Session(directory, { connectionArgs: connectionArguments });
  }

  /** Resolves when the result is complete or its first piece is there; `onIdle` is called when the connection is free. */
  async run(statement: Statement, onIdle: () => void): Promise<StatementResult> {
    try {
      await this.#prepare(statement);
      const select = streamableSelect(statement);
      if (select) return await this.#stream(`${statementMark(statement.id)}${select.sql}`, select.format, onIdle);
      const result = await this.#execute(statement);
      onIdle();
      return result;
    } catch (error) {
      this.#reopen();
      onIdle();
      throw statementError(error);
    }
  }

  close(): void {
    this.#session.close();
  }

  async #prepare(statement: Statement): Promise<void> {
    const changes: string[] = [];
    const wanted = new Map(Object.entries({ ...this.#baseline, ...statement.settings }));
    for (const [name, value] of wanted) {
      if (this.#settings.get(name) !== value) changes.push(`${settingName(name)} = ${quoteString(value)}`);
    }
    for (const name of this.#settings.keys()) if (!wanted.has(name)) changes.push(`${settingName(name)} = DEFAULT`);
    for (const [name, value] of Object.entries(statement.parameters)) {
      if (this.#parameters.get(name) !== value) changes.push(`param_${settingName(name)} = ${quoteString(value)}`);
    }
    this.#refuseForgottenParameters(statement);
    if (changes.length === 0 && this.#database === statement.database) return;
    const use = this.#database === statement.database ? '' : `USE ${quoteIdentifier(statement.database)}; `;
    await this.#session.queryAsync(`${use}${changes.length > 0 ? `SET ${changes.join(', ')}` : ''}`);
    this.#database = statement.database;
    this.#settings = wanted;
    for (const [name, value] of Object.entries(statement.parameters)) this.#parameters.set(name, value);
  }

  // A parameter cannot be unset: without this check a statement that forgot one would run with another caller's value.
  #refuseForgottenParameters(statement: Statement): void {
    const forgotten = placeholders(statement.sql).find(
      (name) => this.#parameters.has(name) && statement.parameters[name] === undefined,
    );
    if (forgotten === undefined) return;
    throw ownError(
      errorCode.unknownQueryParameter,
      `Substitution \`${forgotten}\` is not set.`,
      'UNKNOWN_QUERY_PARAMETER',
    );
  }

  // After a failed SET its state is unknown, and after a killed stream the next statement on the same connection could
  // not be killed. A new connection takes less than a millisecond.
  #reopen(): void {
    this.#session.close();
    this.#session = new Session(this.#directory, { connectionArgs: this.#connectionArguments });
    this.#database = 'default';
    this.#settings = new Map();
    this.#parameters = new Map();
  }

  async #execute(statement: Statement): Promise<StatementResult> {
    const insert = statement.body.length > 0 ? plainRowInsert(statement.sql) : undefined;
    if (insert) {
      const { columns, ...target } = insert;
      const values = statement.body;
      const summary = await this.#session.insert({ ...target, values, ...(columns ? { columns } : {}) });
      return {
        format: undefined,
        readRows: summary.rowsWritten,
        writtenRows: summary.rowsWritten,
        elapsedSeconds: summary.elapsed,
        chunks: pieces([]),
      };
    }
    const rows = statement.body.length > 0 ? `\n${statement.body.toString('utf8')}` : '';
    const sql = `${statementMark(statement.id)}${statement.sql}${rows}`;
    const result = await this.#session.queryAsync(sql, { format: statement.defaultFormat });
    const bytes = result.bytes();
    return {
      format: outputFormat(statement),
      readRows: result.rowsRead,
      writtenRows: 0,
      elapsedSeconds: result.elapsed,
      chunks: pieces(bytes.length > 0 ? [bytes] : []),
    };
  }

  async #stream(sql: string, format: string, onIdle: () => void): Promise<StatementResult> {
    const stream = this.#session.queryStream(sql, { format });
    const iterator = stream[Symbol.asyncIterator]();
    const started = performance.now();
    const first = await iterator.next();
    const reopen = (): void => this.#reopen();
    const chunks = async function* (): AsyncGenerator<Uint8Array> {
      let complete = false;
      try {
        for (let next = first; !next.done; next = await iterator.next()) yield next.value.raw();
        complete = true;
      } catch (error) {
        throw statementError(error);
      } finally {
        if (!complete) reopen();
        onIdle();
      }
    };
    const elapsedSeconds = (performance.now() - started) / 1000;
    return { format, readRows: 0, writtenRows: 0, elapsedSeconds, chunks: chunks() };
  }
}

/** Comment before the statement's text by which system.processes shows whose statement it is. */
export function statementMark(id: string): string {
  return `/* ${id} */ `;
}

async function* pieces(parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

function settingName(name: string): string {
  if (/^[A-Za-z_]\w*$/.test(name)) return name;
  throw ownError(errorCode.unknownSetting, `Unknown setting '${name}'.`, 'UNKNOWN_SETTING');
}

function quoteIdentifier(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}
