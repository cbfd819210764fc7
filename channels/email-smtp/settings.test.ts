import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
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

test('a key that no mail could be signed with is refused, because mails would go out without a signature', () => {
  const problem = (dkimPrivateKey: string) => {
    const dkim = { dkimDomain: 'shop.example', dkimSelector: 'walk', dkimPrivateKey };
    return messages(smtpSettings, { host: 'h', from: 'a@b.example', ...dkim })['dkimPrivateKey'];
  };
  const rsa = pemOf('rsa', 1_024);
  const told = 'paste the private RSA key, of 1024 bits or more and without a passphrase, as PEM text';
  assert.equal(problem(rsa), undefined);
  assert.equal(problem(rsa.replaceAll('\n', '\r\n')), undefined);
  assert.equal(problem(String(createPrivateKey(rsa).export({ type: 'pkcs1', format: 'pem' }))), undefined);
  assert.equal(problem('nonsense PRIVATE KEY'), told);
  assert.equal(problem(pemOf('ec')), told);
  assert.equal(problem(pemOf('rsa', 512)), told);
  assert.equal(problem(pemOf('rsa', 1_024, { cipher: 'aes-256-cbc', passphrase: 'secret' })), told);
});

function pemOf(
  type: 'rsa' | 'ec',
  modulusLength = 2_048,
  locked: { cipher?: string; passphrase?: string } = {},
): string {
  const privateKeyEncoding = { type: 'pkcs8', format: 'pem', ...locked } as const;
  const publicKeyEncoding = { type: 'spki', format: 'pem' } as const;
  const encodings = { publicKeyEncoding, privateKeyEncoding };
  if (type === 'ec') return generateKeyPairSync('ec', { namedCurve: 'P-256', ...encodings }).privateKey;
  return generateKeyPairSync('rsa', { modulusLength, ...encodings }).privateKey;
}
