import { join } from 'node:path';
import { startChdb } from '#components/clickhouse/chdb-process.ts';
import { startEmbeddedPostgres } from '#components/postgres/embedded-postgres.ts';
import type { Configuration } from './configuration.ts';
import type { Lifecycle } from './lifecycle.ts';

export interface Engines {
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
}

export interface EngineEvents {
  readonly progress: (sentence: string) => void;
  /** An engine ended that is not started anew: without it nothing can be done. */
  readonly onLost: (reason: string) => void;
}

type Topology = 'embedded' | 'server';

/** One word chooses the components; nowhere else does code ask which database it talks to. */
export function topologyOf({ databaseUrl, clickhouseUrl }: Configuration): Topology {
  return databaseUrl === undefined && clickhouseUrl === undefined ? 'embedded' : 'server';
}

/** Starts the embedded engines, or takes the addresses of servers. Each of the two may be a server of its own. */
export async function startEngines(
  configuration: Configuration,
  lifecycle: Lifecycle,
  { progress, onLost }: EngineEvents,
): Promise<Engines> {
  const { dataDirectory, databaseUrl, clickhouseUrl, partitions } = configuration;
  return {
    databaseUrl: databaseUrl ?? (await embeddedPostgres(join(dataDirectory, 'postgres'))),
    clickhouseUrl: clickhouseUrl ?? (await embeddedClickhouse(join(dataDirectory, 'clickhouse'))),
  };

  async function embeddedPostgres(directory: string): Promise<string> {
    const server = await lifecycle.add(
      'PostgreSQL',
      () =>
        startEmbeddedPostgres({ directory, log: progress, onExit: onLost, connections: connectionsFor(partitions) }),
      (started) => started.stop(),
    );
    return server.url;
  }

  async function embeddedClickhouse(directory: string): Promise<string> {
    const server = await lifecycle.add(
      'ClickHouse',
      () => startChdb({ directory, log: progress }),
      (started) => started.stop(),
    );
    return server.url;
  }
}

/** A lane has a pool of three and a connection on which it listens; the rest of the product and its tools share 40. */
function connectionsFor(partitions: number): number {
  return 40 + 4 * partitions;
}
