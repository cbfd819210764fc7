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
import type { SearchSight } from './search-sight.ts';
import { searchConditions } from './search-text.ts';

export interface Candidates {
  /** A statement whose rows have the `profile` of each person of today whom the query asks for. */
  readonly sql: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Nothing is asked but words, which `matchesSearch` finds in a document. */
  readonly areFoundByDocument: boolean;
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

interface Eyes {
  /** Whoever asks may not see everything. */
  readonly sight?: SearchSight | undefined;
  /** Also who was found by the words once and is not any more: to leave them out takes longer than to find them. */
  readonly withFormer?: boolean;
}

/**
 * Undefined where the query asks for everybody. Binds {workspace:UInt32} beside its own parameters. With a `sight`, a few more
 * than `matchesSearch` finds.
 */
export function candidatesOf(
  filters: Filters,
  scoring: Scoring,
  { sight, withFormer = false }: Eyes = {},
): Candidates | undefined {
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
  const areFoundByDocument = conditions.length === searched.conditions.length;
  return {
    areFoundByDocument,
    sql: `SELECT profile FROM profile_fact${withFormer && areFoundByDocument ? '' : ' FINAL'} WHERE ${all}`,
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
