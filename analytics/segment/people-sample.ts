import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';

/** Some of the people: those whose ids are the first in the order of the tables, so that little of these is read. */
export interface PeopleSample {
  /** Everybody. */
  readonly people: number;
  /** Of these, how many were several before. */
  readonly merged: number;
  /** Share of the ids that is looked at, from the first on. */
  readonly share: number;
  /** Those who were several before and are looked at. */
  readonly mergedPeople: readonly ProfileId[];
  /** Their ids that lie beyond the share, under which facts of theirs stand too. */
  readonly idsBeyond: readonly ProfileId[];
}

/** Above one in two, everybody is hardly dearer. */
const largestShare = 0.5;
/** Both cores of a small machine read so many within a tenth of a second, whatever is asked of their properties. */
const usualLimits = { events: 400_000, people: 100_000 };
/** Of those who were merged, at most. */
const mergedLookedAt = 500;
/** Ids outside of the share are spread over the whole table, and each costs the reading of a granule. */
const mergedElsewhere = 20;

interface Sizes {
  readonly events: number;
  readonly people: number;
  readonly merged: number;
}

interface Merged {
  readonly person: ProfileId;
  readonly ids: readonly ProfileId[];
  /** All of her ids lie in the share. */
  readonly is_near: number;
}

const sizes = `
  SELECT
    (SELECT count() FROM event WHERE workspace = {workspace:UInt32}) AS events,
    (SELECT count() FROM profile_fact FINAL WHERE workspace = {workspace:UInt32} AND deleted = 0) AS people,
    (SELECT uniqExact(current_profile) FROM profile_alias WHERE workspace = {workspace:UInt32}) AS merged`;

const mergedPeople = `
  SELECT current_profile AS person, groupArray(profile) AS ids,
    current_profile <= {last:UUID} AND max(profile) <= {last:UUID} AS is_near
  FROM profile_alias WHERE workspace = {workspace:UInt32} GROUP BY person
  ORDER BY is_near DESC, cityHash64(person) LIMIT ${mergedLookedAt}`;

/**
 * Whom to look at for an estimate; undefined where there are so few that everybody can be looked at. Of those who were
 * merged, who has ids beyond the share is a little rarer in it.
 */
export async function samplePeople(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  limits = usualLimits,
): Promise<PeopleSample | undefined> {
  const [row] = await queryRows<Sizes>(client, sizes, { workspace });
  if (row === undefined) return undefined;
  const { events, people, merged } = row;
  const share = Math.min(limits.events / Math.max(events, 1), limits.people / Math.max(people, 1));
  if (share > largestShare) return undefined;
  const found = await queryRows<Merged>(client, mergedPeople, { workspace, last: lastId(share) });
  const chosen = found.filter(({ is_near: isNear }, index) => isNear === 1 || index < mergedElsewhere);
  return {
    ...{ people, merged, share },
    mergedPeople: chosen.map(({ person }) => person),
    idsBeyond: chosen.flatMap(({ is_near: isNear, person, ids }) => (isNear === 1 ? [] : [person, ...ids])),
  };
}

/** Tables that conditions and members read by profile. */
const tablesOfPeople = ['event', 'message_fact', 'order_fact', 'membership', 'profile_fact'] as const;

/**
 * The end of a statement that sees of these tables only what belongs to the sample, whatever it asks of them. On a cluster
 * the shards know the tables by another name.
 */
export function onlyTheirFacts({ share, idsBeyond }: PeopleSample): string {
  const ids = idsBeyond.map((id) => `\\'${id}\\'`);
  const chosen = ids.length === 0 ? '' : ` OR profile IN (${ids.join(', ')})`;
  const filter = `'profile <= \\'${lastId(share)}\\'${chosen}'`;
  const entries = tablesOfPeople.flatMap((table) => [`'${table}': ${filter}`, `'${table}_local': ${filter}`]);
  return ` SETTINGS additional_table_filters = {${entries.join(', ')}}`;
}

/**
 * ClickHouse sorts UUIDs by their second half, which begins with the two bits of the variant (RFC 9562) and is random but
 * for them, whatever the version.
 */
function lastId(share: number): string {
  const half = (0x8n << 60n) + BigInt(Math.floor(share * 2 ** 52)) * 2n ** 10n;
  const digits = half.toString(16).padStart(16, '0');
  return `ffffffff-ffff-ffff-${digits.slice(0, 4)}-${digits.slice(4)}`;
}
