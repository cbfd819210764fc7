import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { companyActivity } from '#analytics/companies/company-activity.ts';
import { companyFigures } from '#analytics/companies/company-figures.ts';
import { companyList } from '#analytics/companies/company-list.ts';
import { companyMembers } from '#analytics/companies/company-members.ts';
import { renewCompanySearch } from '#analytics/companies/renew-company-search.ts';
import { queryRows } from '#components/clickhouse/client.ts';
import { groupEvent, leavesCompany } from '#contracts/company.ts';
import type { Identity } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import { companySubject } from '#core/company/company-id.ts';
import { companiesOf } from '#core/company/memberships.ts';
import { openFlow, type RunningFlow, trackedEvent } from '#test/running-flow.ts';

let flow: RunningFlow;
before(async () => {
  flow = await openFlow();
});
after(() => flow.close());

const user = (value: string): Identity => ({ kind: 'userId', value });
const device = (value: string): Identity => ({ kind: 'anonymousId', value });
const hour = 3_600_000;
const start = Date.now() - 100 * hour;

const group = (identities: readonly Identity[], id: string, traits: JsonObject, at: number) =>
  trackedEvent(
    identities,
    { type: 'track', name: groupEvent, properties: { ...traits, groupId: id }, group: id },
    start + at * hour,
  );
const bought = (identity: Identity, revenue: number, at: number) =>
  trackedEvent(
    [identity],
    { type: 'track', name: 'Order Completed', properties: { revenue, order_id: `o${at}` } },
    start + at * hour,
  );

/** Until every stimulus is applied, and what followed from it is among the facts. */
async function settle(): Promise<void> {
  await flow.settle();
  for (const end = Date.now() + 20_000; ; await sleep(20)) {
    const [row] = await flow.database.sql<{ open: number }[]>`select count(*)::int as open from fact_frame`;
    if (row?.open === 0) return;
    assert.ok(Date.now() < end, 'The facts did not reach ClickHouse within 20 seconds');
  }
}

const companiesIn = async (identity: Identity): Promise<readonly JsonObject[]> => {
  const state = await flow.documentOf(identity);
  return state === undefined ? [] : companiesOf(state).map(({ id, traits }) => ({ id, ...traits }));
};

test('companies, their members and what these did come out of group calls, whatever lanes they are in', async () => {
  const { ingest, clickhouse, store } = flow;
  await ingest.accept([
    bought(user('ada'), 999, 1),
    group([user('ada')], 'acme', { name: 'Acme 公司', plan: 'free', seats: 3 }, 10),
    group([user('bea')], 'acme', {}, 11),
    group([user('bea')], 'globex', { name: 'Globex' }, 11),
    group([user('cid')], 'globex', { website: 'globex.example' }, 12),
    bought(user('ada'), 40, 20),
    bought(user('bea'), 2.5, 21),
  ]);
  await settle();
  // A late word is older than what stands; a newer one reaches everybody.
  await ingest.accept([
    group([user('cid')], 'acme', { plan: 'pro' }, 30),
    group([user('bea')], 'acme', { plan: 'trial' }, 9),
  ]);
  await settle();
  const acme = { id: 'acme', name: 'Acme 公司', plan: 'pro', seats: 3 };
  const globex = { id: 'globex', name: 'Globex', website: 'globex.example' };
  assert.deepEqual(await companiesIn(user('ada')), [acme]);
  assert.deepEqual(await companiesIn(user('bea')), [acme, globex]);
  assert.deepEqual(await companiesIn(user('cid')), [globex, acme]);

  const list = await companyList(clickhouse.client, 1, { sort: 'value', limit: 10 }, 0);
  assert.deepEqual(
    list.map(({ changedAt: _, ...item }) => item),
    [
      { id: 'acme', name: 'Acme 公司', members: 3, orders: 2, value: 42.5 },
      { id: 'globex', name: 'Globex', members: 2, orders: 1, value: 2.5 },
    ],
  );
  const found = async (search: string) =>
    (await companyList(clickhouse.client, 1, { search, sort: 'name', limit: 10 }, 0)).map(({ id }) => id);
  assert.deepEqual(
    [await found('公司'), await found('GLOBEX.ex'), await found('x'), await found('gongsi'), await found('ongsi')],
    [['acme'], ['globex'], ['globex'], ['acme'], []],
  );
  // As it was written before names had readings.
  await clickhouse.client.command({
    query:
      "INSERT INTO company_fact SELECT * REPLACE ('acme acme 公司' AS search) FROM company_fact FINAL WHERE company = 'acme'",
  });
  assert.deepEqual(await found('gongsi'), []);
  assert.equal(await renewCompanySearch(clickhouse.client, 1), 1);
  assert.deepEqual([await found('gongsi'), await found('公司')], [['acme'], ['acme']]);
  assert.equal(await renewCompanySearch(clickhouse.client, 1), 0);
  const { lastActivityAt, ...figures } = await companyFigures(clickhouse.client, 1, 'acme');
  assert.deepEqual(figures, { members: 3, orders: 2, value: 42.5 });
  assert.equal(lastActivityAt, new Date(start + 30 * hour).toISOString());
  assert.deepEqual(await companyFigures(clickhouse.client, 1, 'nobody'), { members: 0, orders: 0, value: 0 });
  const range = { limit: 10, offset: 0 };
  const members = await companyMembers(clickhouse.client, store, 1, 'acme', range);
  assert.deepEqual(
    members.map(({ userId, since }) => [userId, Date.parse(since)]),
    [
      ['cid', start + 30 * hour],
      ['ada', start + 10 * hour],
      ['bea', start + 9 * hour],
    ],
  );
  const activity = await companyActivity(clickhouse.client, store, 1, 'globex', range);
  assert.deepEqual(
    activity.map(({ name, personName }) => [name, personName]),
    [
      ['Group', 'cid'],
      ['Order Completed', 'bea'],
      ['Group', 'cid'],
      ['Group', 'bea'],
      ['Group', 'bea'],
    ],
  );
});

test('who leaves is no member any more, a merge brings memberships along, and a company that is deleted is gone', async () => {
  const { ingest, clickhouse } = flow;
  const leaving = trackedEvent(
    [user('bea')],
    { type: 'track', name: leavesCompany, properties: {} },
    start + 40 * hour,
  );
  await ingest.accept([
    { ...leaving, context: { groupId: 'acme' } },
    group([device('tablet')], 'initech', { name: 'Initech' }, 41),
  ]);
  await ingest.accept([trackedEvent([user('bea'), device('tablet')], { type: 'identify', traits: {} })]);
  await ingest.accept([group([user('dan')], 'initech', { plan: 'basic' }, 42)]);
  await settle();
  assert.deepEqual(
    (await companiesIn(user('bea'))).map(({ id, plan = null }) => [id, plan]),
    [
      ['globex', null],
      ['initech', 'basic'],
    ],
  );
  const now = Date.now();
  const told = { workspace: 1, profile: companySubject('initech'), id: 'delete', at: now, receivedAt: now } as const;
  await ingest.append([{ ...told, type: 'company_told', company: 'initech', traits: {}, deleted: true }]);
  await settle();
  assert.deepEqual(
    [await companiesIn(user('dan')), (await companiesIn(user('bea'))).map(({ id }) => id)],
    [[], ['globex']],
  );
  const list = await companyList(clickhouse.client, 1, { sort: 'members', limit: 1 }, 0);
  assert.deepEqual(
    list.map(({ id, members }) => [id, members]),
    [['acme', 2]],
  );
  // What conditions read of each person stands in her newest picture as it stands in her document.
  const pictures = await queryRows<{ companies: string; company_ids: string[] }>(
    clickhouse.client,
    'SELECT companies, company_ids FROM profile_fact FINAL WHERE workspace = 1 AND deleted = 0 AND has(company_ids, {id:String})',
    { id: 'globex' },
  );
  const held = [await flow.documentOf(user('bea')), await flow.documentOf(user('cid'))];
  assert.deepEqual(
    new Set(pictures.map(({ companies }) => companies)),
    new Set(held.map((state) => JSON.stringify(state && companiesOf(state)))),
  );
});
