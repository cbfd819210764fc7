import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import type { ExperimentReport } from '#contracts/api/experiment.ts';
import type { JourneyNode } from '#contracts/journey.ts';
import { launchBrowser } from '#test/browser.ts';
import { openSettings } from '#test/builders.ts';
import { createTestClickhouse, type TestClickhouse } from '#test/clickhouse.ts';
import { exitNode, onEvent, triggerNode } from '#test/journey-nodes.ts';
import { startTestServer, type TestServer } from '#test/server.ts';

let server: TestServer;
let clickhouse: TestClickhouse;
let browser: Browser;

before(async () => {
  const adminDirectory = fileURLToPath(new URL('../../dist/admin', import.meta.url));
  [clickhouse, browser] = await Promise.all([createTestClickhouse(), launchBrowser()]);
  server = await startTestServer({ parts: { adminDirectory, clickhouse: clickhouse.client } });
  await server.parts.store.releases.publish(1, (newest) => ({ ...newest, settings: openSettings }));
});
after(async () => {
  await browser?.close();
  await server?.close();
  await clickhouse?.drop();
});

async function ok<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await server.api(method, path, body);
  assert.ok(answer.status < 300, JSON.stringify(answer));
  return answer.body as T;
}

const report = () => ok<ExperimentReport>('GET', '/journeys/trial/experiments/split');

/** Of 40 people in each arm, so many have bought within the hour. */
async function somePeopleCame(arm: 'a' | 'b', buyers: number, release: string): Promise<void> {
  const person = `toUUID(concat('00000000-0000-7000-8000-0000000${arm}', leftPad(toString(number), 4, '0')))`;
  const run = (query: string) =>
    clickhouse.client.command({
      query,
      query_params: { arm, release, buyers },
      clickhouse_settings: { async_insert: 0 },
    });
  await run(`INSERT INTO journey_step (workspace, profile, journey, version, run, node, change, branch, at, detail)
    SELECT 1, ${person}, 'trial', 1, toString(number), 'split', 'passed', {arm:String}, now64(3) - INTERVAL 3 HOUR, {release:String}
    FROM numbers(40)`);
  await run(`INSERT INTO order_fact (workspace, profile, order_id, value, currency, source, at)
    SELECT 1, ${person}, concat({arm:String}, toString(number)), 10, 'GBP', 'live', now64(3) - INTERVAL 150 MINUTE
    FROM numbers({buyers:UInt32})`);
}

test('the results of an experiment are read, an arm is chosen, and it is started over', async () => {
  const nodes: JourneyNode[] = [
    triggerNode(onEvent('Started'), 'split'),
    {
      ...{ id: 'split', kind: 'experiment', control: 'a', branches: { a: 'end', b: 'end' } },
      arms: [
        { id: 'a', name: 'Short', weight: 50 },
        { id: 'b', name: 'Long', weight: 50 },
      ],
      measure: { type: 'order', withinHours: 1 },
      allocation: { mode: 'bandit', everyHours: 24, floorPercent: 5 },
    },
    exitNode('end'),
  ];
  const draft = {
    id: 'trial',
    name: 'Trial',
    description: '',
    version: 1,
    reentry: { type: 'always' },
    exitRules: [],
    nodes,
  };
  await ok('POST', '/journeys', { id: 'trial', name: 'Trial', draft });
  await ok('POST', '/journeys/trial/publish');
  const [allocation] = (await server.parts.store.releases.newest(1))?.allocations ?? [];
  const release = String(allocation?.sinceRelease);
  await somePeopleCame('a', 4, release);
  await somePeopleCame('b', 20, release);

  const context = await browser.newContext({ locale: 'en', timezoneId: 'UTC', viewport: { width: 1440, height: 900 } });
  const { adminEmail: email, adminPassword: password } = server.credentials;
  const data = { email, password };
  await context.request.post(`${server.url}/api/auth/sign-in/email`, { data, headers: { origin: server.url } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${server.url}/journeys/trial?node=split`);
  const results = page.getByRole('region', { name: 'Results' });
  const arm = (name: string) => results.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
  await arm('Short').getByText('10%', { exact: true }).waitFor();
  await arm('Short').getByText('control', { exact: true }).waitFor();
  await arm('Long').getByText('50%', { exact: true }).waitFor();
  await arm('Long').getByText('+400% against the control', { exact: false }).waitFor();
  await arm('Long').getByText('20 successes').waitFor();

  const agree = (button: string) => page.getByRole('dialog').getByRole('button', { name: button }).click();
  await arm('Long').getByRole('button', { name: 'Choose this arm' }).click();
  await agree('Choose this arm');
  await results.getByText('Chosen: Long', { exact: true }).first().waitFor();
  await arm('Long').getByText('100% of new people').waitFor();
  assert.partialDeepStrictEqual(await report(), { state: 'chosen', arm: 'b', nextLookAt: null });

  await results.getByRole('button', { name: 'Start over' }).click();
  await page.getByRole('dialog').getByText('80 people counted so far are left out', { exact: false }).waitFor();
  await agree('Start over');
  await results.getByText('Learning', { exact: true }).first().waitFor();
  const anew = await report();
  assert.deepEqual(
    anew.arms.map(({ share, drawn }) => [share, drawn]),
    [
      [0.5, 0],
      [0.5, 0],
    ],
  );
  await context.close();
});
