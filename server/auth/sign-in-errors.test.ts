import assert from 'node:assert/strict';
import test from 'node:test';
import { signInError } from './sign-in-errors.ts';

const codeOf = async (status: number, body: string) => (await signInError(new Response(body, { status }))).code;

test('whatever better-auth answers is an error of the registry', async () => {
  assert.equal(
    await codeOf(422, JSON.stringify({ code: 'USER_ALREADY_EXISTS', message: 'User already exists.' })),
    'already_exists',
  );
  assert.equal(await codeOf(400, JSON.stringify({ code: 'TOKEN_EXPIRED' })), 'link_not_good');
  assert.equal(
    await codeOf(403, JSON.stringify({ code: 'OF_A_LATER_VERSION', message: 'Look at the moon.' })),
    'sign_in_refused',
  );
  assert.equal(await codeOf(400, 'no JSON'), 'sign_in_refused');
  assert.equal(await codeOf(500, JSON.stringify({ code: 'FAILED_TO_CREATE_SESSION' })), 'internal_error');
});
