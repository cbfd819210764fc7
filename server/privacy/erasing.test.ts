import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { companyActivity } from '#analytics/companies/company-activity.ts';
import { companyFigures } from '#analytics/companies/company-figures.ts';
import { companyMembers } from '#analytics/companies/company-members.ts';
import { createErasureFacts } from '#analytics/privacy/erase-facts.ts';
import { readRecordedLane } from '#cli/replay/recorded-lane.ts';
import { replayLane } from '#cli/replay/replay-lane.ts';
import { queryRows } from '#components/clickhouse/client.ts';
import { removeDeleted } from '#components/clickhouse/delete-rows.ts';
import { tables } from '#components/clickhouse/tables.ts';
import { groupEvent } from '#contracts/company.ts';
import type { Identity, ProfileId } from '#contracts/identifiers.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { companySubject } from '#core/company/company-id.ts';
import { addressHash } from '#core/suppression.ts';
import type { ErasingParts } from '#flow/erase/run-step.ts';
import { startErasing } from '#flow/erase/start-erasing.ts';
import { openFlow, type RunningFlow, trackedEvent } from '#test/running-flow.ts';
import { createRequests, type NewRequest } from './create-request.ts';
import { openErasureFile } from './erasure-list.ts';
import { postgresErasures } from './erasure-store.ts';
import { openErasedFilter } from './filter-erased.ts';
import { type RequestRow, readRequests, selectRequest } from './request-row.ts';

let flow: RunningFlow;
let directory: string;
const key = Buffer.alloc(32, 7);
let unwatch: () => Promise<void>;
before(async () => {
  flow = await openFlow();
  unwatch = await flow.store.identities.watchMoves(flow.ingest.forget);
  directory = await mkdtemp(join(tmpdir(), 'throughline-erasing-'));
});
after(async () => {
  await unwatch();
  await flow.close();
  await rm(directory, { recursive: true, force: true });
});

const named = (kind: string, value: string): Identity => ({ kind, value });
const track = (identities: Identity[], name: string, properties = {}, at?: number) =>
  trackedEvent(identities, { type: 'track', name, properties }, at);

/** Somebody who was two people first, with traces wherever people leave some. `mark` stands in all of them. */
async function livesFully(mark: string): Promise<{ email: Identity; userId: Identity; old: TrackedEvent }> {
  const [anonymous, email, userId] = [
    named('anonymousId', `device-${mark}`),
    named('email', `${mark}@example.com`),
    named('userId', `user-${mark}`),
  ];
  const { ingest, database } = flow;
  await ingest.accept([track([anonymous], 'Product Viewed', { note: `viewed by ${mark}` })]);
  await ingest.accept([track([email], 'Newsletter Opened', { note: mark })]);
  await ingest.accept([
    trackedEvent([userId, email, anonymous], { type: 'identify', traits: { name: `Ann ${mark}`, email: email.value } }),
    track([userId], 'Order Completed', { order_id: `order-${mark}`, revenue: 12 }),
  ]);
  await flow.settle();
  const [row] = await flow.store.identities.find(1, [userId]);
  assert.ok(row);
  const old = track([email], 'Product Added', { note: mark }, Date.now() - 60_000);
  await database.sql`
    insert into kept_event (workspace, id, message_id, kind, name, reason, path, problems, body, identities, bytes, received_at)
    values (1, gen_random_uuid(), ${mark}, 'event', 'x', 'unknown_event', '', '[]', ${JSON.stringify(old)},
      ${[`email:${email.value}`]}, 1, 1)`;
  await database.sql`
    insert into person_note (workspace, profile, id, text, author_name)
    values (1, ${row.profile}, gen_random_uuid(), ${`${mark} rang`}, 'x')`;
  await database.sql`
    insert into dead_letter (lane, workspace, profile, id, error, body)
    values (0, 1, '00000000-0000-0000-0000-000000000000', ${`letter ${mark}`}, 'x', ${`"${email.value}"`})`;
  await database.sql`
    insert into source_payload (workspace, source, id, outcome, headers, body)
    values (1, gen_random_uuid(), gen_random_uuid(), 'accepted', '{}', ${`{"email":"${email.value}"}`})`;
  await database.sql`
    insert into suppression (workspace, channel, hash, address, reason, added_by, added_at)
    values (1, 'email', decode(${addressHash('email', email.value)}, 'hex'), ${email.value}, 'bounced', 'x', 1)`;
  return { email, userId, old };
}

async function projected(): Promise<void> {
  await flow.settle();
  for (;;) {
    const progress = await flow.store.facts.progress();
    if (progress.every(({ waitingSince }) => waitingSince === null)) return;
    await sleep(50);
  }
}

interface Erased {
  readonly request: RequestRow;
}

function parts(given: Partial<ErasingParts> = {}, onTaken: (at: number) => void = () => {}): ErasingParts {
  const { sql } = flow.database;
  const file = openErasureFile(directory, async () => []);
  return {
    store: flow.store,
    erasures: postgresErasures({ sql, key, now: Date.now, onTaken, removeExports: async () => {} }),
    facts: createErasureFacts(flow.clickhouse.client),
    list: file,
    append: (stimuli) => flow.ingest.append(stimuli),
    now: Date.now,
    ...given,
  };
}

const errors: unknown[] = [];

async function ask(request: Partial<NewRequest>): Promise<string> {
  const given = { kind: 'erasure', cause: 'person', requestedBy: 'Ada', at: Date.now() } as const;
  const [id] = await createRequests(flow.database.sql, 1, [{ ...given, ...request }]);
  return id ?? '';
}

async function requestOf(id: string): Promise<RequestRow> {
  const [row] = readRequests(await flow.database.sql`${selectRequest(flow.database.sql)} where id = ${id}`);
  assert.ok(row);
  return row;
}

async function erase(request: Partial<NewRequest>, given?: ErasingParts): Promise<Erased> {
  const id = await ask(request);
  const running = startErasing({ ...(given ?? parts()), onError: (error) => errors.push(error) });
  try {
    return { request: await finished(id) };
  } finally {
    await running.stop();
  }
}

async function finished(id: string): Promise<RequestRow> {
  for (const end = Date.now() + 60_000; ; await sleep(50)) {
    const request = await requestOf(id);
    if (request.status !== 'waiting' && request.status !== 'running') return request;
    assert.ok(Date.now() < end, `The erasure stands at ${request.step}: ${JSON.stringify(errors.map(String))}`);
  }
}

/** Every table of both databases that holds the mark, but the log, which holds it for seven days. */
async function placesOf(mark: string): Promise<string[]> {
  const { sql } = flow.database;
  const names = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'log_frame'`;
  const places: string[] = [];
  for (const { name } of names) {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from ${sql(name)} as t where t::text like ${`%${mark}%`}`;
    if (row && row.count > 0) places.push(name);
  }
  for (const { name } of tables) {
    const [row] = await queryRows<{ count: number }>(
      flow.clickhouse.client,
      `SELECT count() AS count FROM ${name} WHERE position(toString(tuple(*)), {mark:String}) > 0`,
      { mark },
    );
    if (row && row.count > 0) places.push(`ClickHouse ${name}`);
  }
  return places;
}

const profileOf = async (identity: Identity): Promise<ProfileId | undefined> =>
  (await flow.store.identities.find(1, [identity]))[0]?.profile;

test('nothing names her in any table afterwards; the receipt counts what there was; others stay as they were', async () => {
  const { email, userId } = await livesFully('annmark');
  await livesFully('bobmark');
  await projected();
  const bystander = (await placesOf('bobmark')).join();
  assert.ok((await placesOf('annmark')).length >= 8, (await placesOf('annmark')).join());
  const { request } = await erase({ named: [email] });

  assert.equal(request.status, 'done');
  assert.equal(request.profiles.length, 2);
  assert.deepEqual(await placesOf('annmark'), []);
  assert.equal((await placesOf('bobmark')).join(), bystander);
  const { rows, facts } = request.progress;
  assert.deepEqual(
    [
      rows?.identities,
      rows?.merges,
      rows?.documents,
      rows?.keptAside,
      rows?.unreadable,
      rows?.payloads,
      rows?.suppressions,
    ],
    [3, 1, 2, 1, 1, 1, 1],
  );
  assert.deepEqual([facts?.event, facts?.order_fact, facts?.alias_fact], [4, 1, 1]);
  assert.doesNotMatch(JSON.stringify(request), /annmark/);
  assert.doesNotMatch(await readFile(join(directory, 'erasures.jsonl'), 'utf8'), /annmark/);
  assert.equal(await profileOf(userId), undefined);
  assert.ok((await removeDeleted(flow.clickhouse.client)) > 0);
  assert.equal(await removeDeleted(flow.clickhouse.client), 0);
});

test('her company knows nothing of her at once: no member, no count, nothing that she did or bought', async () => {
  const { ingest, clickhouse, store } = flow;
  const [eve, ada] = [named('userId', 'eve-of-acme'), named('userId', 'ada-of-acme')];
  const group = (who: Identity) =>
    trackedEvent([who], { type: 'track', name: groupEvent, properties: { groupId: 'acme' }, group: 'acme' });
  await ingest.accept([group(eve), group(ada)]);
  const order = (id: string) => ({ order_id: id, revenue: 5 });
  await ingest.accept([track([eve], 'Order Completed', order('e')), track([ada], 'Order Completed', order('a'))]);
  await projected();
  const shown = async () => {
    const { lastActivityAt: _, ...figures } = await companyFigures(clickhouse.client, 1, 'acme');
    const range = { limit: 10, offset: 0 };
    const members = await companyMembers(clickhouse.client, store, 1, 'acme', range);
    const activity = await companyActivity(clickhouse.client, store, 1, 'acme', range);
    return {
      ...figures,
      people: members.map(({ userId }) => userId).sort(),
      doneBy: [...new Set(activity.map(({ personName }) => personName))].sort(),
    };
  };
  assert.deepEqual(await shown(), {
    ...{ members: 2, orders: 2, value: 10 },
    people: [ada.value, eve.value],
    doneBy: [ada.value, eve.value],
  });
  const [row] = await store.identities.find(1, [eve]);
  assert.ok(row);
  await erase({ profile: row.profile });
  await projected();
  assert.deepEqual(await shown(), { members: 1, orders: 1, value: 5, people: [ada.value], doneBy: [ada.value] });
  const subject = companySubject('acme');
  const document = (await store.readProfiles(1, [subject])).get(subject) ?? '';
  assert.ok(document.includes('acme') && !document.includes(row.profile));
});

test('she may come back as somebody new; what she did before does not come in again', async () => {
  const { email, userId, old } = await livesFully('cleomark');
  const filter = await openErasedFilter(flow.database.sql, key, () => {});
  const sink = filter.guard(flow.ingest);
  const given = parts({}, filter.noteErasure);
  const { request } = await erase({ named: [userId], options: { keepSuppressed: true } }, given);

  assert.deepEqual(await sink.accept([old]), { duplicates: 0 });
  assert.equal(await profileOf(email), undefined);
  await sink.accept([track([email], 'Product Viewed')]);
  await flow.settle();
  const fresh = await flow.documentOf(email);
  assert.ok(fresh && !request.profiles.includes(fresh.profile));
  assert.deepEqual(fresh.traits, {});
  const [entry] = await flow.database.sql<{ address: string | null; reason: string }[]>`
    select address, reason from suppression
    where hash = decode(${addressHash('email', email.value)}, 'hex') and removed_at is null`;
  assert.deepEqual(entry && { ...entry }, { address: null, reason: 'bounced' });
  assert.equal((await erase({ profile: request.profiles[0] ?? '' })).request.status, 'not_found');
});

test('a replay comes out as it is stored, erasures included, and brings nobody back', async () => {
  const { email } = await livesFully('evamark');
  const { request } = await erase({ named: [email] });
  await projected();
  for (const lane of [0, 128]) {
    const { different, people } = await readRecordedLane(flow.database.sql, lane, (recorded) =>
      replayLane(recorded, { from: 1, to: Number.MAX_SAFE_INTEGER, onCommit: () => {} }),
    );
    assert.deepEqual(different, []);
    assert.ok(people > 0);
  }
  assert.ok((await flow.documents(request.profiles)).every(({ erased }) => erased !== undefined));
});

test('every table that names people is known to the erasure', async () => {
  const known = [
    ...['dead_letter', 'identity', 'identity_apart', 'identity_conflict', 'identity_merge', 'identity_move'],
    ...[
      'identity_undo',
      'import_withdrawal',
      'outbox',
      'person_note',
      'privacy_audit',
      'privacy_request',
      'profile_state',
    ],
    ...['sandbox_message', 'task'],
  ];
  const rows = await flow.database.sql<{ name: string }[]>`
    select distinct table_name as name from information_schema.columns
    where table_schema = 'public' and column_name in ('profile', 'profiles', 'loser', 'winner', 'from_profile', 'other')`;
  assert.deepEqual(rows.map(({ name }) => name).sort(), known.sort());
});

test('events that arrive all the while are hers or of somebody new, and none of hers is left', async () => {
  const { email, userId } = await livesFully('dorismark');
  let stopped = false;
  const typing = (async () => {
    for (let n = 0; !stopped; n++) {
      await flow.ingest.accept([track([userId, email], `Typed ${n}`, { note: 'dorismark' })]);
      await sleep(3);
    }
  })();
  await sleep(50);
  const { request } = await erase({ named: [email] });
  stopped = true;
  await typing;
  await flow.settle();
  const fresh = await flow.documentOf(email);
  assert.ok(fresh && !request.profiles.includes(fresh.profile));
  const left = await flow.documents(request.profiles);
  assert.ok(left.every((state) => state.erased !== undefined && state.lastSeenAt === state.erased.at));
  const under = await queryRows<{ count: number }>(
    flow.clickhouse.client,
    'SELECT count() AS count FROM event WHERE profile IN {profiles:Array(UUID)}',
    { profiles: request.profiles },
  );
  assert.equal(under[0]?.count, 0);
});

/** All places take a minute and a half; each run looks at a sixth of them, another one each time. */
const everyPlace = 6;

test('killed before or after any of its calls, it goes on to the same receipt', async (context) => {
  const firstKill = Math.floor(Math.random() * everyPlace);
  context.diagnostic(`killed at place ${firstKill}, and at every ${everyPlace}th from there on`);
  const markOf = (kill: number) => `kill${String(kill).padStart(2, '0')}mark`;
  const kills = Array.from({ length: 8 }, (_, index) => firstKill + index * everyPlace);
  const people = await Promise.all(kills.map(async (kill) => ({ kill, ...(await livesFully(markOf(kill))) })));
  let places: number | undefined;
  for (const { kill, email } of people) {
    if (places !== undefined) break;
    const mark = markOf(kill);
    const id = await ask({ named: [email] });
    let made = 0;
    const dead = Promise.withResolvers<void>();
    /** Odd numbers die before the call, even ones when it is done and nobody has heard of it. */
    const mortal = <T extends object>(target: T): T =>
      new Proxy(target, {
        get(held, name) {
          const value = Reflect.get(held, name) as unknown;
          if (typeof value !== 'function' || name === 'open') return value;
          return async (...given: unknown[]) => {
            const number = made;
            made += 2;
            if (number >= kill) await die();
            const answer: unknown = await Reflect.apply(value, held, given);
            if (number + 1 >= kill) await die();
            return answer;
          };
        },
      });
    const die = () => {
      dead.resolve();
      return new Promise<never>(() => {});
    };
    const all = parts();
    const first = startErasing({
      ...all,
      erasures: mortal(all.erasures),
      facts: mortal(all.facts),
      list: mortal(all.list),
      append: mortal({ append: all.append }).append,
      onError: (error) => errors.push(error),
    });
    const ended = await Promise.race([dead.promise.then(() => false), finished(id).then(() => true)]);
    if (ended) {
      places = kill;
      await first.stop();
    } else {
      const second = startErasing({ ...parts(), onError: (error) => errors.push(error) });
      await finished(id);
      await second.stop();
    }
    const { progress, status } = await requestOf(id);
    assert.equal(status, 'done');
    assert.deepEqual(await placesOf(mark), [], `killed at ${kill}`);
    assert.deepEqual([progress.rows?.identities, progress.facts?.event], [3, 4], `killed at ${kill}`);
  }
  assert.ok(places !== undefined && places > 10, `${places} places`);
  assert.deepEqual(errors, []);
});
