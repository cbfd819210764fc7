import assert from 'node:assert/strict';
import test from 'node:test';
import { webhookSettings } from '../webhook/settings.ts';
import { smtpSettings } from './settings.ts';

const messages = (schema: typeof smtpSettings | typeof webhookSettings, value: object) =>
  Object.fromEntries(
    (schema.safeParse(value).error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]),
  );

test('what is left empty is answered by what to write there', () => {
  assert.deepEqual(messages(smtpSettings, {}), {
    host: 'write the name of the mail server, for example smtp.example.com',
    from: 'write the sender, for example Shop <hello@shop.example>',
  });
  assert.deepEqual(messages(webhookSettings, {}), {
    url: 'write an address that begins with https://',
    secret: 'write whsec_ followed by 24 to 64 random bytes as base64',
  });
});

test('no field is answered in the words of a type checker', () => {
  const wrong = { host: 7, port: 'x', from: 1, messagesPerSecond: 'many', url: 1, secret: 2, timeoutSeconds: 'long' };
  for (const schema of [smtpSettings, webhookSettings])
    for (const [field, message] of Object.entries(messages(schema, wrong)))
      if (field !== '') assert.doesNotMatch(message, /Invalid input|expected/, field);
});
