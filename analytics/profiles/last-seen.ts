import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Store } from '#components/store/port/index.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { ProfileState } from '#core/state.ts';
import { instant } from '../instant.ts';
import { groupByPerson } from '../segment/current-profile.ts';
import { windowsBefore } from '../windows.ts';
import { type Candidates, candidatesOf, readScoring } from './candidates.ts';
import type { ProfilePlace } from './profile-cursor.ts';
import { readPeople } from './read-people.ts';
import type { SearchSight } from './search-sight.ts';

interface Asked {
  readonly client: ClickHouseClient;
  readonly store: Pick<Store, 'readProfiles' | 'releases'>;
  readonly workspace: WorkspaceId;
  readonly after: ProfilePlace | undefined;
  readonly limit: number;
  readonly sight?: SearchSight | undefined;
  /** Whether a candidate is one of those who are asked for, as her document is now. */
  readonly keep: (state: ProfileState) => boolean;
}

/** Documents that are read for one page: about a megabyte. */
const mostLookedUp = 500;

/** Ids that a statement names. Where there are more candidates, they are looked for among as many who were seen last. */
const mostNamed = 12_000;

/** To read the ids takes ClickHouse as long as to look for them; of a word that one in thirty has, fewer will do. */
const fewNamed = 5_000;

/** From so many candidates on, those who were seen last hold enough of them for a page of a shop of a million. */
const manyNamed = 6_000;

/**
 * People and when they were seen last, the newest first, at most `limit` of those that come after `after`. Of a few candidates
 * the documents tell, of some thousand their events; of more than these, those who were seen last mostly fill a page.
 */
export async function lastSeen(
  asked: Asked,
  query: Parameters<typeof candidatesOf>[0],
  now: Instant,
): Promise<readonly ProfilePlace[]> {
  const scoring = await readScoring(asked.store, asked.workspace, query, now);
  const candidates = candidatesOf(query, scoring, { sight: asked.sight, withFormer: true });
  if (candidates === undefined) return seenInWindows(asked, now);
  const named = await idsOf(asked, candidates, mostNamed + 1);
  if (named.length <= mostLookedUp) return named.length === 0 ? [] : lastSeenOfFew(asked, named);
  const isAll = named.length <= mostNamed;
  const newest = named.length < manyNamed ? [] : await newestPeople(asked, now);
  if (isAll) {
    const among = new Set(named);
    const found = newest.filter(({ profile }) => among.has(profile)).slice(0, asked.limit);
    if (found.length === asked.limit) return found;
    return ask(asked, 'true', `profile IN ${idsOfPeople}`, 'true', { named: named.join(',') });
  }
  if (candidates.areFoundByDocument) {
    const first = await lastSeenOfFew(
      asked,
      newest.slice(0, mostLookedUp).map(({ profile }) => profile),
    );
    if (first.length === asked.limit) return first;
  }
  for (const some of [newest.slice(0, fewNamed), newest]) {
    const among = new Set(await idsOf(asked, candidates, mostNamed, some));
    const found = some.filter(({ profile }) => among.has(profile)).slice(0, asked.limit);
    if (found.length === asked.limit) return found;
  }
  return ask(asked, 'true', 'true', `person GLOBAL IN (${candidates.sql})`, candidates.parameters);
}

/** Ids that are bound as one text with commas: as a list of some thousand, ClickHouse reads half as long again. */
function idsIn(parameter: string): string {
  return `SELECT toUUIDOrZero(arrayJoin(splitByChar(',', {${parameter}:String})))`;
}

/** Every id under which facts of those in {named} were written. */
const idsOfPeople = `(${idsIn('named')} UNION ALL
  SELECT profile FROM profile_alias WHERE workspace = {workspace:UInt32} AND current_profile IN (${idsIn('named')}))`;

async function idsOf(
  { client, workspace }: Asked,
  { sql, parameters }: Candidates,
  limit: number,
  among?: readonly ProfilePlace[],
): Promise<ProfileId[]> {
  const narrowed = among === undefined ? sql : `${sql} AND profile IN (${idsIn('among')})`;
  const rows = await queryRows<{ profile: ProfileId }>(
    client,
    `SELECT DISTINCT profile FROM (${narrowed}) LIMIT ${limit}`,
    { workspace, ...parameters, ...(among && { among: among.map(({ profile }) => profile).join(',') }) },
  );
  return rows.map(({ profile }) => profile);
}

async function lastSeenOfFew(
  { store, workspace, after, limit, keep }: Asked,
  people: readonly ProfileId[],
): Promise<ProfilePlace[]> {
  const states = await readPeople(store, workspace, people);
  // Two ids may be one person by now.
  const lastSeenAt = new Map([...states.values()].filter(keep).map((state) => [state.profile, state.lastSeenAt]));
  return [...lastSeenAt]
    .map(([profile, seenAt]) => ({ profile, seenAt }))
    .filter((place) => after === undefined || isBefore(place, after))
    .sort((a, b) => (isBefore(a, b) ? 1 : -1))
    .slice(0, limit);
}

function isBefore(a: ProfilePlace, b: ProfilePlace): boolean {
  return a.seenAt === b.seenAt ? a.profile < b.profile : a.seenAt < b.seenAt;
}

/** Whoever types a word asks for its beginning first: the answers of a moment share it. */
const lately = new WeakMap<
  ClickHouseClient,
  Map<WorkspaceId, { readonly people: Promise<readonly ProfilePlace[]>; readonly until: Instant }>
>();
const sharedMilliseconds = 5_000;

function newestPeople(asked: Asked, now: Instant): Promise<readonly ProfilePlace[]> {
  const { client, workspace, after } = asked;
  const look = () => seenInWindows({ ...asked, limit: mostNamed }, now);
  if (after !== undefined) return look();
  const held = lately.get(client) ?? new Map();
  lately.set(client, held);
  const shared = held.get(workspace);
  if (shared !== undefined && now < shared.until) return shared.people;
  const people = look();
  held.set(workspace, { people, until: now + sharedMilliseconds });
  people.catch(() => held.delete(workspace));
  return people;
}

/** Where the window was found in which enough people were seen: what comes next begins there, for a while. */
const begunAt = new WeakMap<ClickHouseClient, { readonly window: number; readonly until: Instant }>();
const rememberedMilliseconds = 600_000;

/** Everybody, whoever was seen last first. */
async function seenInWindows(asked: Asked, now: Instant): Promise<readonly ProfilePlace[]> {
  const windows = windowsBefore(asked.after?.seenAt ?? now, now);
  const held = asked.limit < mostNamed ? undefined : begunAt.get(asked.client);
  let found: readonly ProfilePlace[] = [];
  for (let window = held !== undefined && now < held.until ? held.window : 0; window < windows.length; window++) {
    const { from = 0 } = windows[window] ?? {};
    found = await ask(asked, `at >= ${instant('from')}`, 'true', 'true', { from });
    if (asked.limit >= mostNamed) begunAt.set(asked.client, { window, until: now + rememberedMilliseconds });
    if (found.length >= asked.limit) break;
  }
  return found;
}

/**
 * The events of a person stand together, in the order of the table. Where all people's are read they are grouped as they are read; some
 * thousand fit into a table of groups, which several threads fill.
 */
function ask(asked: Asked, when: string, whose: string, among: string, parameters: object): Promise<ProfilePlace[]> {
  const { client, workspace, after, limit } = asked;
  const byId = `SELECT profile, max(at) AS last_at FROM event WHERE workspace = {workspace:UInt32} AND ${when} AND ${whose} GROUP BY profile`;
  const rest = after === undefined ? 'true' : `(last_seen, person) < (${instant('afterSeen')}, {afterProfile:UUID})`;
  const sql = `
    SELECT person AS profile, toUnixTimestamp64Milli(last_seen) AS seenAt
    FROM (${groupByPerson(byId, ['max(found.last_at) AS last_seen'])})
    WHERE ${among} AND ${rest}
    ORDER BY last_seen DESC, person DESC LIMIT {limit:UInt32}
    SETTINGS optimize_aggregation_in_order = ${whose === 'true' ? 1 : 0}`;
  return queryRows<ProfilePlace>(client, sql, {
    ...{ workspace, limit, ...parameters },
    ...(after !== undefined && { afterSeen: after.seenAt, afterProfile: after.profile }),
  });
}
