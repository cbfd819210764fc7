import { setTimeout as sleep } from 'node:timers/promises';
import type { JourneyAudience } from '#analytics/journeys/audience.ts';
import type { Sql } from '#components/postgres/database.ts';
import type { Store } from '#components/store/port/index.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { EnrolStimulus, ProfileStimulus } from '#contracts/stimulus.ts';
import { archiveEmpty } from './archive-empty.ts';
import { type Enrolment, openEnrolments, wantedEnrolments } from './enrolment.ts';

const lookEvery = 5_000;
const peoplePerPage = 10_000;
const stimuliAtOnce = 1_000;

export interface EnrollingParts {
  readonly sql: Sql;
  readonly store: Pick<Store, 'releases'>;
  readonly workspace: WorkspaceId;
  readonly audience: (
    audience: JourneyAudience,
    after: ProfileId | null,
    limit: number,
  ) => Promise<readonly ProfileId[]>;
  /** How many runs a journey has inside. */
  readonly inside: (journey: string) => Promise<number>;
  readonly append: (stimuli: readonly ProfileStimulus[]) => Promise<void>;
  /** Resolves when hardly anything waits in the bulk log: a million people are not put into it at once. */
  readonly untilTakenIn: (signal: AbortSignal) => Promise<void>;
  readonly clock: () => Instant;
  readonly onError: (error: unknown) => void;
}

/**
 * Tells people of what concerns many at once: the moment of a schedule, a journey that begins by a date, a version that
 * hands its people on. They come through the bulk log, page by page; what was cut off goes on where it stopped, and a page
 * that is told again is known by its ids.
 */
export function startEnrolling(parts: EnrollingParts): { round(): Promise<void>; stop(): Promise<void> } {
  const { sql, store, workspace, append, clock, onError } = parts;
  const enrolments = openEnrolments(sql, workspace);
  const stopping = new AbortController();

  let last: Promise<void> = Promise.resolve();

  /** One at a time: two would tell the same page. */
  function round(): Promise<void> {
    const next = last.then(look, look);
    last = next.catch(() => {});
    return next;
  }

  async function look(): Promise<void> {
    const release = await store.releases.newest(workspace);
    if (release) await enrolments.note(wantedEnrolments(release, await enrolments.known(), clock()));
    for (const enrolment of await enrolments.running()) await tell(enrolment);
    if (release) await archiveEmpty({ sql, store, workspace }, release, parts.inside);
  }

  async function tell(enrolment: Enrolment): Promise<void> {
    let { position } = enrolment;
    for (;;) {
      await parts.untilTakenIn(stopping.signal);
      const people = await parts.audience(enrolment.audience, position, peoplePerPage);
      const zoned = await isOfPersons(enrolment);
      const stimuli = people.map((profile) => stimulusOf(enrolment, profile, zoned, clock()));
      for (let from = 0; from < stimuli.length; from += stimuliAtOnce) {
        await append(stimuli.slice(from, from + stimuliAtOnce));
      }
      position = people.at(-1) ?? null;
      const isDone = people.length < peoplePerPage;
      await enrolments.advance(enrolment, { position, people: people.length, isDone });
      if (isDone) return;
    }
  }

  function stimulusOf(
    { journey, kind, occasion }: Enrolment,
    profile: ProfileId,
    zoned: boolean,
    at: Instant,
  ): EnrolStimulus {
    const id = `enrol:${journey}:${kind}:${occasion}`;
    const base = { type: 'enrol', workspace, profile, id, at, receivedAt: at, journey, by: kind, payload: {} } as const;
    return zoned ? { ...base, localTime: occasion } : base;
  }

  /** At a time of each one's own zone. A journey that was changed or stopped meanwhile lets nobody in anyway. */
  async function isOfPersons({ journey, kind }: Enrolment): Promise<boolean> {
    if (kind !== 'schedule') return false;
    const release = await store.releases.newest(workspace);
    const entry = release?.journeys.find(({ id, entry: isEntry }) => id === journey && isEntry);
    const trigger = entry?.nodes.find((node) => node.kind === 'trigger')?.trigger;
    return trigger?.type === 'schedule' && trigger.zone === 'person';
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await round();
        await sleep(lookEvery, undefined, { signal: stopping.signal });
      } catch (error) {
        if (stopping.signal.aborted) return;
        onError(error);
        await sleep(lookEvery, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  }

  const ended = loop();
  return {
    round,
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
