import type { ClickHouseClient } from '@clickhouse/client';
import type { Store } from '#components/store/port/index.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import type { DefinitionParts } from '../definitions/parts.ts';
import { computePersonas } from './compute-personas.ts';
import { openPersonaStore } from './persona-store.ts';
import { untilTakenIn } from './until-taken-in.ts';

export interface PersonaParts extends DefinitionParts {
  readonly clickhouse: ClickHouseClient;
  readonly store: Pick<Store, 'releases' | 'log' | 'backfills'>;
  readonly appendStimuli: (stimuli: readonly ProfileStimulus[]) => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** Customers that are read and assigned at a time; 2,000 unless a test wants fewer. */
  readonly customersPerPage?: number;
}

export interface Personas {
  /** Begins a computation, unless one is under way. Resolves when it is noted, long before its end. */
  refresh(): Promise<void>;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** One computation at a time; one that a stop or a crash has cut off begins anew with the next start. */
export async function startPersonas(parts: PersonaParts): Promise<Personas> {
  const { sql, workspace, store, onError, customersPerPage = 2_000 } = parts;
  const personas = openPersonaStore(sql, workspace);
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  async function compute(): Promise<void> {
    try {
      await computePersonas(
        { ...parts, personas, customersPerPage, untilTakenIn: (signal) => untilTakenIn(store, signal) },
        stopping.signal,
      );
    } catch (error) {
      if (stopping.signal.aborted) return;
      onError(error);
      await personas.end('failed', 0).catch(onError);
    }
  }

  function run(): void {
    running ??= compute().finally(() => {
      running = undefined;
    });
  }

  if ((await personas.run())?.state === 'running') run();
  return {
    async refresh() {
      if (running !== undefined || stopping.signal.aborted) return;
      await personas.begin();
      run();
    },
    settled: async () => running,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
