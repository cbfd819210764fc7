import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import { membersOfSegments } from '../segment/members.ts';

/** Of whom a sample is taken. */
export type SampleAudience =
  | { readonly type: 'everybody' }
  | { readonly type: 'segment'; readonly segment: string }
  | { readonly type: 'event'; readonly event: string };

export interface SamplePerson {
  readonly profile: ProfileId;
  /** Of her last event, where the audience is one of an event. */
  readonly properties: JsonObject | null;
}

/** Of each kind: with and without a first name, with a Chinese name and with another. */
const ofEachKind = 2;
/** Whoever did an event last, so that a shop of millions answers at once. */
const latest = 5_000;

/** A few people who differ in what makes content fail: those without a first name, and those with a Chinese one, are among them. */
export async function peopleToTry(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  audience: SampleAudience,
): Promise<readonly SamplePerson[]> {
  const { type, ...bound } = audience;
  const sql = `
    SELECT profile, properties FROM (
      SELECT profile, traits FROM profile_fact FINAL WHERE workspace = {workspace:UInt32} AND deleted = 0
    ) AS people ${joins[type]}
    ORDER BY profile
    LIMIT {each:UInt32} BY
      JSONExtractString(traits, 'firstName') = '',
      match(concat(JSONExtractString(traits, 'name'), JSONExtractString(traits, 'lastName')), '\\\\p{Han}')`;
  const rows = await queryRows<{ profile: ProfileId; properties: string }>(client, sql, {
    workspace,
    ...bound,
    each: ofEachKind,
    latest,
  });
  return rows.map(({ profile, properties }) => ({
    profile,
    properties: properties === '' ? null : (JSON.parse(properties) as JsonObject),
  }));
}

const noProperties = (people: string): string =>
  `INNER JOIN (SELECT person AS profile, '' AS properties FROM ${people}) AS chosen USING (profile)`;

const joins: { readonly [T in SampleAudience['type']]: string } = {
  everybody: "CROSS JOIN (SELECT '' AS properties) AS chosen",
  segment: noProperties(membersOfSegments('segment = {segment:String}')),
  event: `INNER JOIN (
    SELECT profile, argMax(properties, at) AS properties FROM event
    WHERE workspace = {workspace:UInt32} AND type = 'track' AND name = {event:String}
    GROUP BY profile ORDER BY max(at) DESC LIMIT {latest:UInt32}) AS chosen USING (profile)`,
};
