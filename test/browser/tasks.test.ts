import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import type { Task } from '#contracts/api/task.ts';
import { launchBrowser } from '#test/browser.ts';
import { startTestServer, type TestServer } from '#test/server.ts';

let server: TestServer;
let browser: Browser;

before(async () => {
  const adminDirectory = fileURLToPath(new URL('../../dist/admin', import.meta.url));
  [server, browser] = await Promise.all([startTestServer({ parts: { adminDirectory } }), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function tasksThatAre(status: Task['status']): Promise<readonly Task[]> {
  const { body } = await server.api('GET', `/tasks?status=${status}`);
  return (body as { items: Task[] }).items;
}

test('a task is given to somebody, moved to another day, done, and opened again', async () => {
  const [id, profile] = ['0190a6e0-0000-7000-8000-0000000000aa', '0190a6e0-0000-7000-8000-000000000001'];
  const dueAt = Date.parse('2099-03-01T12:00:00.000Z');
  await server.database.sql`
    insert into task (workspace, id, profile, title, note, assignee, due_at, created_at)
    values (1, ${id}, ${profile}, 'Call her', '', null, ${dueAt}, ${dueAt})`;
  const context = await browser.newContext({ locale: 'en', timezoneId: 'UTC', viewport: { width: 1440, height: 900 } });
  const { adminEmail: email, adminPassword: password } = server.credentials;
  const data = { email, password };
  await context.request.post(`${server.url}/api/auth/sign-in/email`, { data, headers: { origin: server.url } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const changed = () => page.waitForResponse((response) => response.request().method() === 'PATCH' && response.ok());
  await page.goto(`${server.url}/tasks`);

  await page.getByRole('combobox', { name: 'Who: Call her' }).click();
  await Promise.all([changed(), page.getByTitle('Administrator').click()]);
  assert.partialDeepStrictEqual(await tasksThatAre('open'), [{ assignee: email }]);

  const due = page.getByLabel('Due: Call her');
  await due.fill('2099-04-15');
  await Promise.all([changed(), due.blur()]);
  assert.partialDeepStrictEqual(await tasksThatAre('open'), [{ dueAt: '2099-04-15T12:00:00.000Z' }]);

  await page.getByText('Mine', { exact: true }).click();
  await Promise.all([changed(), page.getByRole('checkbox', { name: 'Done: Call her' }).click()]);
  await page.getByText('Nothing to do').waitFor();
  assert.partialDeepStrictEqual(await tasksThatAre('done'), [{ id, status: 'done' }]);

  await page.getByText('Done', { exact: true }).click();
  await Promise.all([changed(), page.getByRole('checkbox', { name: 'Open again: Call her' }).click()]);
  await page.getByText('Nothing done yet').waitFor();
  assert.partialDeepStrictEqual(await tasksThatAre('open'), [{ id, status: 'open', doneAt: null }]);
  await context.close();
});
