import type { ProfileListQuery } from '#contracts/api/profile.ts';
import { peopleInside } from '../journeys/people-inside.ts';
import { groupByPerson } from '../segment/current-profile.ts';
import { membersOfSegments } from '../segment/members.ts';
import { searchPatterns } from './search-text.ts';

export interface Candidates {
  /** A statement whose rows have the `profile` of each person of today whom the query asks for. */
  readonly sql: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Undefined where the query asks for everybody. Binds {workspace:UInt32} beside its own parameters. */
export function candidatesOf({ search, segment, journey, node }: ProfileListQuery): Candidates | undefined {
  const patterns = searchPatterns(search ?? '');
  const conditions = patterns.map((_, index) => `search LIKE {pattern${index}:String}`);
  if (segment !== undefined) {
    conditions.push(`profile GLOBAL IN (SELECT person FROM ${membersOfSegments('segment = {segment:String}')})`);
  }
  if (journey !== undefined) {
    const inside = `SELECT profile FROM ${peopleInside(node !== undefined)}`;
    conditions.push(`profile GLOBAL IN (${groupByPerson(inside, [])})`);
  }
  if (conditions.length === 0) return undefined;
  const all = ['workspace = {workspace:UInt32}', 'deleted = 0', ...conditions].join(' AND ');
  return {
    sql: `SELECT profile FROM profile_fact FINAL WHERE ${all}`,
    parameters: {
      ...{ segment, journey, node },
      ...Object.fromEntries(patterns.map((pattern, index) => [`pattern${index}`, pattern])),
    },
  };
}
