import { registerHooks } from 'node:module';

interface Repair {
  /** Within the driver's `src`. */
  readonly file: 'connection.js' | 'index.js';
  readonly flawed: string;
  readonly repaired: string;
}

/**
 * Faults of `postgres` 3.4.9 when a connection is lost, each of which ends the process, leaves a pool that never answers
 * again, or writes outside of the transaction that asked for it. Its maintainer has the reports (github.com/porsager/postgres/issues/1154, 1066 and 1208) and has not
 * released a version with them mended; `driver.test.ts` fails without these lines.
 */
const repairs: readonly Repair[] = [
  {
    file: 'connection.js',
    // A small write waits for the next turn of the event loop, and the socket may be gone by then: nobody could catch that.
    flawed: 'const x = socket.write(chunk, fn)',
    repaired: `if (socket === null) {
      nextWriteTimer !== null && clearImmediate(nextWriteTimer)
      chunk = nextWriteTimer = null
      error(Errors.connection('CONNECTION_CLOSED', options))
      return false
    }
    const x = socket.write(chunk, fn)`,
  },
  {
    file: 'connection.js',
    // The write is called off but still noted as coming, so after a reconnect no small write is ever sent.
    flawed: `incomings = null
    clearImmediate(nextWriteTimer)`,
    repaired: `incomings = null
    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null`,
  },
  {
    file: 'connection.js',
    // Asked on every new connection; its failure is that of the statement that waits for the connection.
    flawed: 'return fetchArrayTypes()',
    repaired: 'return fetchArrayTypes().catch(error)',
  },
  {
    // What was sent on a connection that is lost while another statement waits for it would be answered by nobody, and
    // whatever comes after it would wait for that answer.
    file: 'connection.js',
    flawed: `if (initial)
      return reconnect()`,
    repaired: `if (initial) {
      while (sent.length)
        queryError(sent.shift(), Errors.connection('CONNECTION_CLOSED', options, socket))
      return reconnect()
    }`,
  },
  {
    // The same of what is asked between the socket's error and its close, such as the rollback of the transaction that
    // the error broke off.
    file: 'connection.js',
    flawed: `!hadError && (query || sent.length) && error(`,
    repaired: `(query || sent.length) && error(`,
  },
  {
    // A transaction that has lost its connection goes on with it as soon as it is somebody else's.
    file: 'index.js',
    flawed: 'new Promise((_, reject) => connection.onclose = reject)',
    repaired: `new Promise((_, reject) => connection.onclose = e => {
          lost = e
          while (queries.length)
            queries.shift().reject(e)
          reject(e)
        })`,
  },
  {
    file: 'index.js',
    flawed: `let savepoints = 0
      , connection`,
    repaired: `let savepoints = 0
      , lost = null
      , connection`,
  },
  {
    file: 'index.js',
    flawed: 'q.catch(e => uncaughtError || (uncaughtError = e))',
    repaired: `q.catch(e => uncaughtError || (uncaughtError = e))
        if (lost)
          return q.reject(lost)`,
  },
];

const hooks = registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const file = /\/node_modules\/postgres\/src\/(.*)$/.exec(url)?.[1];
    const due = repairs.filter((one) => one.file === file);
    return due.length === 0 ? loaded : { ...loaded, source: repair(text(loaded.source), due) };
  },
});

export const { default: postgres } = await import('postgres');
hooks.deregister();

function repair(source: string, due: readonly Repair[]): string {
  return due.reduce((changed, { flawed, repaired }) => {
    if (changed.split(flawed).length !== 2) {
      throw new Error(`components/postgres/driver.ts mends another version of "postgres" than is installed: ${flawed}`);
    }
    return changed.replace(flawed, () => repaired);
  }, source);
}

function text(source: string | ArrayBuffer | NodeJS.TypedArray | undefined | null): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source ?? undefined);
}
