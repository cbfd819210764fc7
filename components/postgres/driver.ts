import { registerHooks } from 'node:module';

interface Repair {
  readonly flawed: string;
  readonly repaired: string;
}

/**
 * Faults of `postgres` 3.4.9 when a connection is lost, each of which ends the process or leaves a pool that never
 * answers again. Its maintainer has the reports (github.com/porsager/postgres/issues/1154, 1066 and 1208) and has not
 * released a version with them mended; `driver.test.ts` fails without these lines.
 */
const repairs: readonly Repair[] = [
  {
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
    // The write is called off but still noted as coming, so after a reconnect no small write is ever sent.
    flawed: `incomings = null
    clearImmediate(nextWriteTimer)`,
    repaired: `incomings = null
    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null`,
  },
  {
    // Asked on every new connection; its failure is that of the statement that waits for the connection.
    flawed: 'return fetchArrayTypes()',
    repaired: 'return fetchArrayTypes().catch(error)',
  },
];

const hooks = registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith('/node_modules/postgres/src/connection.js')) return loaded;
    return { ...loaded, source: repair(text(loaded.source)) };
  },
});

export const { default: postgres } = await import('postgres');
hooks.deregister();

function repair(source: string): string {
  return repairs.reduce((changed, { flawed, repaired }) => {
    if (changed.split(flawed).length !== 2) {
      throw new Error(`components/postgres/driver.ts mends another version of "postgres" than is installed: ${flawed}`);
    }
    return changed.replace(flawed, () => repaired);
  }, source);
}

function text(source: string | ArrayBuffer | NodeJS.TypedArray | undefined | null): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source ?? undefined);
}
