import type { ClickHouseClient } from '@clickhouse/client';
import { renewCompanySearch } from '#analytics/companies/renew-company-search.ts';
import { audiencePage } from '#analytics/journeys/audience.ts';
import { journeyFigures } from '#analytics/journeys/journey-figures.ts';
import { createHistory } from '#analytics/segment/history.ts';
import { oldPictures } from '#analytics/segment/old-pictures.ts';
import { createPartingFacts } from '#analytics/undo/parting.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { startBackfill } from '#flow/backfill/start-backfill.ts';
import { startRenewingPictures } from '#flow/backfill/start-renewing-pictures.ts';
import { startUndo } from '#flow/undo/start-undo.ts';
import { experimentWork } from '../experiments/experiment-work.ts';
import { startEnrolling } from '../journeys/start-enrolling.ts';
import { personaWork } from '../personas/persona-work.ts';
import { type Personas, startPersonas } from '../personas/start-personas.ts';
import { untilTakenIn } from '../personas/until-taken-in.ts';
import { rfmWork } from '../rfm/rfm-work.ts';
import type { Lifecycle } from './lifecycle.ts';
import { type MaintenanceParts, startMaintenance } from './maintenance.ts';
import { startRegularWork } from './regular-work.ts';

export interface BackgroundParts extends MaintenanceParts {
  readonly clickhouse: ClickHouseClient;
  readonly workspace: WorkspaceId;
  readonly partitionCount: number;
}

/** Durable jobs and regular work: each goes on where it stood when the platform stopped, and tries again what failed. */
export async function startBackgroundWork(
  parts: BackgroundParts,
  lifecycle: Lifecycle,
): Promise<{ readonly personas: Personas }> {
  const { sql, clickhouse, store, workspace, partitionCount, ingest, log } = parts;
  const definitions = { sql, clickhouse, store, workspace };
  await lifecycle.add(
    'maintenance',
    () => startMaintenance(parts),
    (running) => running.stop(),
  );
  await lifecycle.add(
    'backfill',
    () =>
      startBackfill({
        store,
        history: createHistory(clickhouse),
        partitionCount,
        clock: Date.now,
        onError: (error) =>
          log.error({ err: error }, 'the history of new segments could not be counted; it is tried again'),
      }),
    (running) => running.stop(),
  );
  await lifecycle.add(
    'renewing of pictures',
    () =>
      startRenewingPictures({
        ...{ store, workspace, partitionCount, clock: Date.now },
        oldPictures: (after, limit) => oldPictures(clickhouse, workspace, after, limit),
        onError: (error) =>
          log.error({ err: error }, 'pictures of people could not be written anew yet; it is tried again'),
      }),
    (running) => running.stop(),
  );
  await lifecycle.add(
    'companies by sound',
    () => {
      const stopping = new AbortController();
      const ended = renewCompanySearch(clickhouse, workspace, stopping.signal).catch((error: unknown) =>
        log.error({ err: error }, 'companies could not be made found by sound; it is tried again at the next start'),
      );
      return { stopping, ended };
    },
    async ({ stopping, ended }) => {
      stopping.abort();
      await ended;
    },
  );
  await lifecycle.add(
    'undoing of merges',
    () =>
      startUndo({
        store,
        facts: createPartingFacts(clickhouse, store.facts.progress),
        append: (stimuli) => ingest.append(stimuli),
        clock: Date.now,
        onError: (error) => log.error({ err: error }, 'a merge could not be undone yet; it is tried again'),
      }),
    (running) => running.stop(),
  );
  await lifecycle.add(
    'enrolment of people into journeys',
    () =>
      startEnrolling({
        ...{ sql, store, workspace, clock: Date.now },
        audience: (audience, after, limit) => audiencePage(clickhouse, workspace, audience, after, limit),
        inside: async (journey) => (await journeyFigures(clickhouse, workspace)).get(journey)?.inside ?? 0,
        append: (stimuli) => ingest.append(stimuli),
        untilTakenIn: (signal) => untilTakenIn(store, signal),
        onError: (error) => log.error({ err: error }, 'people could not be told of a journey yet; it is tried again'),
      }),
    (running) => running.stop(),
  );
  const personas = await lifecycle.add(
    'personas',
    () =>
      startPersonas({
        ...definitions,
        appendStimuli: (stimuli) => ingest.append(stimuli),
        onError: (error) => log.error({ err: error }, 'the kinds of customers could not be told apart'),
      }),
    (running) => running.stop(),
  );
  await lifecycle.add(
    'regular work',
    () =>
      startRegularWork(
        [rfmWork(definitions), personaWork(definitions, personas), experimentWork(definitions)],
        (error) => log.error({ err: error }, 'regular work could not be done; it is tried again'),
      ),
    (running) => running.stop(),
  );
  return { personas };
}
