import type { JourneyAudience } from '#analytics/journeys/audience.ts';
import type { Sql } from '#components/postgres/database.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { upgradeJourney } from '#contracts/journey/upgrade.ts';
import type { PublishedJourney, Release } from '#contracts/release.ts';
import { firstValidZone } from '#core/zone.ts';
import { dueOccasions } from './due-occasions.ts';

export interface Enrolment {
  readonly journey: string;
  readonly kind: 'schedule' | 'look';
  /** Local time of a schedule, or what there is to look at. */
  readonly occasion: string;
  readonly audience: JourneyAudience;
  readonly position: ProfileId | null;
}

type New = Omit<Enrolment, 'position'>;

interface Known {
  readonly activeSince: ReadonlyMap<string, Instant>;
  /** Journey -> the last occasion of its schedule. */
  readonly lastOccasion: ReadonlyMap<string, string>;
}

/** What the calendar and the release ask for by now, whether it is noted already or not. */
export function wantedEnrolments({ journeys, settings }: Release, known: Known, now: Instant): readonly New[] {
  return journeys.flatMap((published): New[] => {
    const { id, version, entry, movedTo } = published;
    if (movedTo) {
      const occasion = `moved:${version}:${movedTo.version}`;
      return [{ journey: id, kind: 'look', occasion, audience: { type: 'inside', journey: id } }];
    }
    return entry ? ofEntry(published, settings.timeZone, known, now) : [];
  });
}

function ofEntry(published: PublishedJourney, timeZone: string, known: Known, now: Instant): New[] {
  const { id: journey, version, nodes } = upgradeJourney(published);
  const trigger = nodes.find((node) => node.kind === 'trigger')?.trigger;
  if (trigger?.type === 'date') {
    const trait = trigger.trait.split('.', 1)[0] ?? trigger.trait;
    return [{ journey, kind: 'look', occasion: `date:${version}`, audience: { type: 'trait', trait } }];
  }
  if (trigger?.type !== 'schedule') return [];
  const { segment } = trigger;
  const audience: JourneyAudience = segment === null ? { type: 'everybody' } : { type: 'segment', segment };
  const since = known.activeSince.get(journey) ?? now;
  const { zone } = firstValidZone([timeZone]);
  return dueOccasions(trigger, { zone, since, last: known.lastOccasion.get(journey) ?? null, now }).map((occasion) => ({
    ...{ journey, kind: 'schedule' as const, occasion, audience },
  }));
}

/** The rows in which it stands what is under way. */
export function openEnrolments(sql: Sql, workspace: WorkspaceId) {
  return {
    async known(): Promise<Known> {
      const active = await sql<{ id: string; since: Date }[]>`
        select id, active_since as since from definition
        where workspace = ${workspace} and kind = 'journey' and active_since is not null`;
      const last = await sql<{ journey: string; occasion: string }[]>`
        select journey, max(occasion) as occasion from journey_enrolment
        where workspace = ${workspace} and kind = 'schedule' group by journey`;
      return {
        activeSince: new Map(active.map(({ id, since }) => [id, since.getTime()])),
        lastOccasion: new Map(last.map(({ journey, occasion }) => [journey, occasion])),
      };
    },

    /** Those that are noted already stay as they are. */
    async note(enrolments: readonly New[]): Promise<void> {
      for (const { journey, kind, occasion, audience } of enrolments) {
        await sql`
          insert into journey_enrolment (workspace, journey, kind, occasion, audience)
          values (${workspace}, ${journey}, ${kind}, ${occasion}, ${JSON.stringify(audience)})
          on conflict do nothing`;
      }
    },

    async running(): Promise<readonly Enrolment[]> {
      const rows = await sql<(Omit<Enrolment, 'audience'> & { audience: string })[]>`
        select journey, kind, occasion, audience, position from journey_enrolment
        where workspace = ${workspace} and status = 'running' order by created_at, journey`;
      return rows.map((row) => ({ ...row, audience: JSON.parse(row.audience) as JourneyAudience }));
    },

    async advance(
      { journey, kind, occasion }: Enrolment,
      { position, people, isDone }: { position: ProfileId | null; people: number; isDone: boolean },
    ): Promise<void> {
      await sql`
        update journey_enrolment set position = coalesce(${position}, position), people = people + ${people},
          status = ${isDone ? 'done' : 'running'}
        where workspace = ${workspace} and journey = ${journey} and kind = ${kind} and occasion = ${occasion}`;
    },
  };
}
