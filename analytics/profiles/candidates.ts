import type { Store } from '#components/store/port/index.ts';
import type { ProfileListQuery } from '#contracts/api/profile.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { readPeopleMove } from '#contracts/people-move.ts';
import { personaTrait } from '#contracts/persona.ts';
import { type RfmBoundaries, readRfmCells } from '#contracts/rfm.ts';
import { peopleInside } from '../journeys/people-inside.ts';
import { moveParameters, peopleWhoMovedSql } from '../lifecycle/people-who-moved.ts';
import { boundaryParameters, cellNames, peopleInCellsSql } from '../rfm/scores.ts';
import { groupByPerson } from '../segment/current-profile.ts';
import { membersOfSegments } from '../segment/members.ts';
import { type SearchSight, searchConditions } from './search-text.ts';

export interface Candidates {
  /** A statement whose rows have the `profile` of each person of today whom the query asks for. */
  readonly sql: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

type Filters = Omit<ProfileListQuery, 'limit' | 'cursor'>;

/** What scores are read off: of the newest release, for a query that asks for them. */
export interface Scoring {
  readonly now: Instant;
  readonly boundaries: RfmBoundaries | undefined;
}

export async function readScoring(
  { releases }: Pick<Store, 'releases'>,
  workspace: WorkspaceId,
  { rfm }: Filters,
  now: Instant,
): Promise<Scoring> {
  return { now, boundaries: rfm === undefined ? undefined : (await releases.newest(workspace))?.rfm };
}

/** Undefined where the query asks for everybody. `sight`: whoever asks may not see everything. Binds {workspace:UInt32} beside its own parameters. */
export function candidatesOf(filters: Filters, scoring: Scoring, sight?: SearchSight): Candidates | undefined {
  const { search, segment, journey, node, persona, list } = filters;
  const searched = searchConditions(search ?? '', sight);
  const conditions = [...searched.conditions];
  if (segment !== undefined) {
    conditions.push(`profile GLOBAL IN (SELECT person FROM ${membersOfSegments('segment = {segment:String}')})`);
  }
  if (journey !== undefined) {
    const inside = `SELECT profile FROM ${peopleInside(node !== undefined)}`;
    conditions.push(`profile GLOBAL IN (${groupByPerson(inside, [])})`);
  }
  if (persona !== undefined) conditions.push(`JSONExtractString(traits, '${personaTrait}') = {persona:String}`);
  if (list !== undefined) conditions.push(`JSONHas(known, 'lists', {list:String})`);
  const { boundaries } = scoring;
  if (filters.rfm !== undefined) {
    conditions.push(boundaries === undefined ? 'false' : `profile GLOBAL IN (${peopleInCellsSql})`);
  }
  const move = filters.moved === undefined ? undefined : readPeopleMove(filters.moved);
  if (move !== undefined) conditions.push(`profile GLOBAL IN (${peopleWhoMovedSql(move)})`);
  if (conditions.length === 0) return undefined;
  const all = ['workspace = {workspace:UInt32}', 'deleted = 0', ...conditions].join(' AND ');
  return {
    sql: `SELECT profile FROM profile_fact FINAL WHERE ${all}`,
    parameters: {
      ...{ segment, journey, node, persona, list },
      ...(filters.rfm !== undefined && {
        ...(boundaries && { ...boundaryParameters(boundaries), now: scoring.now }),
        rfmCells: cellNames(readRfmCells(filters.rfm)),
      }),
      ...(move && moveParameters(move)),
      ...searched.parameters,
    },
  };
}
