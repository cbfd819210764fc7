import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type AddedMember,
  type PasswordLink,
  passwordLength,
  type Team,
  type TeamMember,
} from '#contracts/api/team.ts';
import { startTestServer, type TestServer } from '#test/server.ts';

let server: TestServer;
let guessedAt = Date.now();
before(async () => {
  server = await startTestServer({ parts: { livePermissionMilliseconds: 50, guessClock: () => guessedAt } });
});
after(() => server.close());

const own = () => ({ origin: server.url, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' });

function auth(action: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/api/auth/${action}`, {
    method: 'POST',
    headers: { ...own(), ...headers },
    body: JSON.stringify(body),
  });
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ');
}

async function signIn(email: string, password: string): Promise<string> {
  const response = await auth('sign-in/email', { email, password });
  assert.equal(response.status, 200);
  return cookieOf(response);
}

async function isSignedIn(cookie: string): Promise<boolean> {
  return (await fetch(`${server.url}/api/v1/session`, { headers: { cookie } })).status === 200;
}

async function add(name: string, role: 'admin' | 'viewer' = 'viewer') {
  const { status, body } = await server.api('POST', '/team', { name, email: `${name}@Example.com`, role });
  assert.equal(status, 201, JSON.stringify(body));
  const { member, link } = body as AddedMember;
  return { member, token: tokenOf(link), email: member.email };
}

function tokenOf({ path }: PasswordLink): string {
  assert.match(path, /^\/set-password#[\w-]{32}$/);
  return path.split('#')[1] ?? '';
}

async function members(): Promise<readonly TeamMember[]> {
  return ((await server.api('GET', '/team')).body as Team).members;
}

async function memberOf(email: string): Promise<TeamMember | undefined> {
  return (await members()).find((one) => one.email === email);
}

test('somebody is added, sets a password by the link, signs in, and is shown as such', async () => {
  const { member, token, email } = await add('ann');
  assert.deepEqual(
    [email, member.role, member.hasPassword, member.lastSignInAt],
    ['ann@example.com', 'viewer', false, null],
  );
  assert.ok(Date.parse(member.linkExpiresAt ?? '') > Date.now() + 6 * 86_400_000);
  assert.equal((await auth('sign-in/email', { email, password: '' })).status, 401);

  const owner = await server.api('POST', '/team/link-owner', { token });
  assert.deepEqual(owner.body, { name: 'ann', email });
  assert.equal((await auth('reset-password', { token, newPassword: 'short' })).status, 400);
  assert.equal((await auth('reset-password', { token, newPassword: 'a long password' })).status, 200);
  assert.equal((await auth('reset-password', { token, newPassword: 'another password' })).status, 410);
  assert.partialDeepStrictEqual(await server.api('POST', '/team/link-owner', { token }), {
    status: 410,
    body: { error: { code: 'link_not_good' } },
  });
  await signIn(email, 'a long password');
  const shown = await memberOf(email);
  assert.deepEqual([shown?.hasPassword, shown?.linkExpiresAt], [true, null]);
  assert.ok(Date.parse(shown?.lastSignInAt ?? '') > Date.now() - 60_000);
});

test('only the hash of a link is kept, and it is good once, even when it is used twice at a time', async () => {
  const { token } = await add('ben');
  const rows = await server.parts.sql`select * from person_verification`;
  assert.ok(rows.length > 0 && !JSON.stringify(rows).includes(token));
  const answers = await Promise.all(
    ['first password', 'other password'].map((newPassword) => auth('reset-password', { token, newPassword })),
  );
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 410]);
});

test('a new link replaces the one before, and its use ends the sessions', async () => {
  const { member, token, email } = await add('cid');
  await auth('reset-password', { token, newPassword: 'the first one' });
  const cookie = await signIn(email, 'the first one');
  const old = (await server.api('POST', `/team/${member.id}/link`)).body as PasswordLink;
  const newer = (await server.api('POST', `/team/${member.id}/link`)).body as PasswordLink;
  assert.equal((await auth('reset-password', { token: tokenOf(old), newPassword: 'the second one' })).status, 410);
  assert.ok(await isSignedIn(cookie));
  assert.equal((await auth('reset-password', { token: tokenOf(newer), newPassword: 'the second one' })).status, 200);
  assert.ok(!(await isSignedIn(cookie)));
});

test('an address is in the team once', async () => {
  await add('dan');
  const again = { name: 'Dan', email: ' DAN@example.com', role: 'admin' };
  assert.partialDeepStrictEqual(await server.api('POST', '/team', again), {
    status: 409,
    body: { error: { code: 'already_exists' } },
  });
  const answers = await Promise.all(
    [1, 2].map(() => server.api('POST', '/team', { ...again, email: 'eve@b.example' })),
  );
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
});

test('who is removed is signed out at once, and their open live stream ends', async () => {
  const { member, token, email } = await add('fay', 'admin');
  await auth('reset-password', { token, newPassword: 'for a short time' });
  const cookie = await signIn(email, 'for a short time');
  const stream = await fetch(`${server.url}/api/v1/live`, { headers: { cookie } });
  assert.equal(stream.status, 200);
  assert.equal((await server.api('DELETE', `/team/${member.id}`)).status, 204);
  assert.ok(!(await isSignedIn(cookie)));
  assert.equal((await auth('sign-in/email', { email, password: 'for a short time' })).status, 401);
  await stream.text();
  assert.equal((await server.api('DELETE', `/team/${member.id}`)).status, 404);
});

test('a change of role holds for sessions that are open', async () => {
  const { member, token, email } = await add('gil');
  await auth('reset-password', { token, newPassword: 'up and down' });
  const cookie = await signIn(email, 'up and down');
  const create = () =>
    fetch(`${server.url}/api/v1/segments`, { method: 'POST', headers: { ...own(), cookie }, body: '{"name":"Mine"}' });
  assert.equal((await create()).status, 403);
  assert.partialDeepStrictEqual(await server.api('PUT', `/team/${member.id}`, { role: 'admin' }), {
    status: 200,
    body: { role: 'admin' },
  });
  assert.equal((await create()).status, 201);
  assert.equal((await server.api('PUT', `/team/${member.id}`, { role: 'viewer' })).status, 200);
  assert.equal((await create()).status, 403);
});

test('the last administrator who can sign in is neither removed nor made a viewer', async () => {
  const first = await memberOf(server.credentials.adminEmail);
  const { member: other, token } = await add('hal', 'admin');
  const refused = { status: 409, body: { error: { code: 'last_administrator' } } };
  assert.partialDeepStrictEqual(await server.api('DELETE', `/team/${first?.id}`), refused);
  assert.partialDeepStrictEqual(await server.api('PUT', `/team/${first?.id}`, { role: 'viewer' }), refused);
  await auth('reset-password', { token, newPassword: 'the other one' });
  const answers = await Promise.all([first, other].map((one) => server.api('DELETE', `/team/${one?.id}`)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [204, 409], 'each removed by the other at once');
});

test('a changed password signs out everywhere else, and guessing the old one is slowed down', async () => {
  const { token, email } = await add('ivy');
  await auth('reset-password', { token, newPassword: 'the old one' });
  const [here, elsewhere] = await Promise.all([signIn(email, 'the old one'), signIn(email, 'the old one')]);
  const change = (cookie: string, currentPassword: string) =>
    auth(
      'change-password',
      { currentPassword, newPassword: 'the new one', revokeOtherSessions: true, email: `${Math.random()}@x.example` },
      { cookie },
    );
  const done = await change(here, 'the old one');
  assert.equal(done.status, 200);
  assert.ok(await isSignedIn(cookieOf(done)));
  assert.ok(!(await isSignedIn(elsewhere)));

  const statuses: number[] = [];
  for (let guess = 0; guess < 12; guess++) statuses.push((await change(cookieOf(done), `guess ${guess}`)).status);
  assert.equal(statuses[0], 400);
  assert.equal(statuses.at(-1), 429);
});

test('what is wrong with a password or an account is told by the registry, and beside its field', async () => {
  // The test before has used up the guesses of this address.
  guessedAt += 3_600_000;
  const { token, email } = await add('eve');
  const told = async (response: Promise<Response>) => {
    const { error } = (await (await response).json()) as {
      error: { code: string; details?: { field: string; code: string; limit?: number }[] };
    };
    const [detail] = error.details ?? [];
    return detail ? [error.code, detail.field, detail.code, detail.limit] : [error.code];
  };
  const reset = (newPassword: string) => told(auth('reset-password', { token, newPassword }));
  assert.deepEqual(await reset('short'), ['invalid_request', 'newPassword', 'too_short', passwordLength.least]);
  assert.deepEqual(await reset('x'.repeat(500)), ['invalid_request', 'newPassword', 'too_long', passwordLength.most]);
  assert.equal((await auth('reset-password', { token, newPassword: 'long enough it is' })).status, 200);
  assert.deepEqual(await reset('long enough it is'), ['link_not_good']);
  assert.deepEqual(await told(auth('sign-in/email', { email, password: 'not hers' })), ['wrong_credentials']);
  const nobody = { email: 'nobody@example.com', password: 'not hers' };
  assert.deepEqual(await told(auth('sign-in/email', nobody)), ['wrong_credentials']);
  assert.deepEqual(await told(auth('sign-in/email', { email: 'eve', password: 'x' })), [
    ...['invalid_request', 'email', 'not_an_email', undefined],
  ]);
  const cookie = await signIn(email, 'long enough it is');
  const change = { currentPassword: 'not hers', newPassword: 'long enough it is too' };
  assert.deepEqual(await told(auth('change-password', change, { cookie })), [
    ...['invalid_request', 'currentPassword', 'not_current_password', undefined],
  ]);
  assert.deepEqual(await told(auth('change-password', change)), ['unauthorized']);
});
