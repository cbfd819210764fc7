import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { SMTPServerOptions } from 'smtp-server';
import { selfSigned } from '#test/self-signed.ts';
import type { SendResult } from '../port.ts';
import { smtpProvider } from './smtp.ts';
import { startTestSmtpServer } from './test-server.ts';

const own = selfSigned('localhost');
const other = selfSigned('mail.example');

/** The same server on both ways to encryption. */
const ways: readonly { readonly security: string; readonly options: SMTPServerOptions }[] = [
  { security: 'starttls', options: { disabledCommands: [] } },
  { security: 'tls', options: { secure: true } },
];

for (const { security, options } of ways) {
  test(`a certificate that nobody vouches for stops the account, and goes when it is given: ${security}`, async (t) => {
    const server = await startTestSmtpServer({ ...options, ...own });
    t.after(() => server.close());
    const settings = { host: 'localhost', port: server.port, security };
    assert.deepEqual(short(await send(settings)), ['stop', 'certificate_not_trusted']);
    assert.deepEqual(short(await send({ ...settings, certificateAuthority: other.cert })), [
      'stop',
      'certificate_not_trusted',
    ]);
    assert.equal(server.mails.length, 0);
    assert.equal((await send({ ...settings, certificateAuthority: own.cert })).type, 'accepted');
    assert.equal(server.mails.length, 1);
  });

  test(`a certificate of another host stops the account, whoever vouches for it: ${security}`, async (t) => {
    const server = await startTestSmtpServer({ ...options, ...other });
    t.after(() => server.close());
    const settings = { host: 'localhost', port: server.port, security, certificateAuthority: other.cert };
    assert.deepEqual(short(await send(settings)), ['stop', 'certificate_not_trusted']);
  });
}

test('a server that begins without encryption stops an account that begins with it', async (t) => {
  const server = await startTestSmtpServer();
  t.after(() => server.close());
  const result = await send({ host: 'localhost', port: server.port, security: 'tls' });
  assert.deepEqual(short(result), ['stop', 'tls_failed']);
});

test('what is no certificate is not taken for one', () => {
  const problem = (certificateAuthority: string) =>
    smtpProvider.settings.safeParse({ host: 'h', from: 'a@b.example', certificateAuthority }).error?.issues[0]?.message;
  assert.equal(problem(own.cert), undefined);
  assert.equal(problem(`${own.cert}${other.cert}`), undefined);
  assert.equal(problem(own.key), 'paste the certificate as PEM text');
  assert.equal(problem(`${own.cert}-----BEGIN CERTIFICATE-----\nnonsense`), 'paste the certificate as PEM text');
});

function short(result: SendResult): readonly unknown[] {
  return [result.type, 'reason' in result && result.reason];
}

async function send(settings: object): Promise<SendResult> {
  const adapter = smtpProvider.open('email', smtpProvider.settings.parse({ from: 'a@shop.example', ...settings }));
  const delivery = randomUUID();
  const content = { channel: 'email', subject: 'S', preheader: '', html: '<p>T</p>', text: 'T' } as const;
  const message = { delivery, workspace: 1, profile: randomUUID(), to: 'jane@example.com', content };
  const signal = AbortSignal.timeout(10_000);
  const result = await adapter.send(message, { idempotencyKey: delivery, signal, now: Date.now() });
  await adapter.close();
  return result;
}
