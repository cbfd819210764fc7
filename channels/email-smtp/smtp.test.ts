import assert from 'node:assert/strict';
import { createHash, createVerify, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { costlyRuns } from '#test/costly-runs.ts';
import { adapterContract } from '../contract.ts';
import type { ChannelAdapter, OutgoingMessage, SendResult } from '../port.ts';
import { smtpProvider } from './smtp.ts';
import { answerMail, statusNotification } from './test-reports.ts';
import { startTestSmtpServer, type TestSmtpServer } from './test-server.ts';

const content = {
  channel: 'email',
  subject: 'Dein Körbchen wartet 🧺',
  preheader: '',
  html: '<p>It waits for you, <a href="https://shop.example/basket">take a look</a></p>',
  text: 'It waits for you, take a look (https://shop.example/basket)',
} as const;

adapterContract('smtp', async () => {
  const server = await startTestSmtpServer();
  return {
    provider: smtpProvider,
    channel: 'email',
    settings: settingsFor(server),
    to: 'jane@example.com',
    content,
    bounce: (reference) => ({
      headers: {},
      body: Buffer.from(statusNotification({ returnedTo: `b-${reference}@bounces.shop.example` })),
    }),
    inbound: (said) => ({ headers: {}, body: Buffer.from(answerMail(said)) }),
    received: async () => server.mails.map((mail) => /^message-id: <([^@]+)@/im.exec(mail)?.[1] ?? ''),
    close: () => server.close(),
  };
});

const dkim = generateKeyPairSync('rsa', { modulusLength: 2048 });
let server: TestSmtpServer;
let adapter: ChannelAdapter;

before(async () => {
  server = await startTestSmtpServer();
  adapter = open({
    ...settingsFor(server),
    dkimDomain: 'shop.example',
    dkimSelector: 'test',
    dkimPrivateKey: dkim.privateKey.export({ type: 'pkcs8', format: 'pem' }),
  });
});
after(async () => {
  await adapter.close();
  await server.close();
});

test('a mail arrives with both parts, its Message-ID and the one-click fields of RFC 8058', async () => {
  const message = outgoing({ unsubscribeUrl: `https://shop.example/u/${'a'.repeat(140)}` });
  assert.equal((await send(message)).type, 'accepted');
  const raw = server.mails.at(-1) ?? '';
  const parsed = await PostalMime.parse(raw);
  assert.equal(parsed.subject, content.subject);
  assert.equal(parsed.html?.trim(), content.html);
  assert.equal(parsed.text?.trim(), content.text);
  assert.equal(parsed.to?.[0]?.address, 'jane@example.com');
  assert.equal(parsed.from?.address, 'hello@shop.example');
  assert.equal(parsed.messageId, `<${message.delivery}@shop.example>`);
  const header = (name: string) => parsed.headers.find(({ key }) => key === name)?.value;
  assert.equal(header('list-unsubscribe'), `<${message.unsubscribeUrl}>`);
  assert.equal(header('list-unsubscribe-post'), 'List-Unsubscribe=One-Click');
});

test('whatever stands in a mail arrives as it was written', async () => {
  const line = fc
    .string({ unit: 'grapheme', maxLength: 120 })
    .map((text) => text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim());
  const lines = fc.array(line, { minLength: 1, maxLength: 6 }).map((all) => all.join('\n').trim());
  await fc.assert(
    fc.asyncProperty(line, lines, lines, async (subject, html, text) => {
      await send(outgoing({ content: { channel: 'email', subject, preheader: '', html: `<p>${html}</p>`, text } }));
      const parsed = await PostalMime.parse(server.mails.at(-1) ?? '');
      assert.equal(parsed.subject ?? '', subject);
      assert.equal(parsed.html?.trim(), `<p>${html}</p>`);
      if (text !== '') assert.equal(parsed.text?.trim(), text);
    }),
    costlyRuns(60),
  );
});

test('the sender keeps its name, in every script, and a domain becomes what mail servers can read', async () => {
  for (const name of ['Shop', 'Hüte & mehr', 'Shop, Inc. "best"', '帽子店', '=?x?=']) {
    const named = open({ ...settingsFor(server), from: `"${name.replaceAll('"', '\\"')}" <hello@shop.example>` });
    assert.equal((await send(outgoing({ to: 'jane@bücher.example' }), named)).type, 'accepted');
    const parsed = await PostalMime.parse(server.mails.at(-1) ?? '');
    assert.equal(parsed.from?.name, name);
    assert.equal(parsed.to?.[0]?.address, 'jane@xn--bcher-kva.example');
    await named.close();
  }
});

test('the Message-ID is the reference, and with a bounce domain the return path too', async () => {
  const reference = 'k'.repeat(60);
  await send(outgoing({ reference }));
  assert.match(server.mails.at(-1) ?? '', new RegExp(`^message-id:\\s+<${reference}@shop.example>`, 'im'));
  const returning = open({ ...settingsFor(server), bounceDomain: 'Bounces.shop.example' });
  assert.equal((await send(outgoing({ reference }), returning)).type, 'accepted');
  await returning.close();
  assert.equal(server.senders.at(-1), `b-${reference}@bounces.shop.example`);
  assert.equal(server.senders.at(-2), 'hello@shop.example');
});

test('a message without unsubscribe has neither field', async () => {
  await send(outgoing());
  assert.doesNotMatch(server.mails.at(-1) ?? '', /list-unsubscribe/i);
});

test('the DKIM signature verifies and covers both unsubscribe fields', async () => {
  await send(outgoing({ unsubscribeUrl: 'https://shop.example/u/token' }));
  const raw = server.mails.at(-1) ?? '';
  const signed = verifyDkim(raw, dkim.publicKey);
  assert.deepEqual(signed.problems, []);
  assert.ok(signed.fields.includes('list-unsubscribe') && signed.fields.includes('list-unsubscribe-post'));
  assert.ok(signed.fields.includes('from') && signed.fields.includes('subject'));
  assert.deepEqual(verifyDkim(raw.replace('It waits', 'It waited'), dkim.publicKey).problems, ['body hash']);
  assert.deepEqual(verifyDkim(raw.replace('/u/token', '/u/other'), dkim.publicKey).problems, ['signature']);
});

const replies: readonly (readonly [
  at: 'MAIL' | 'RCPT' | 'DATA',
  code: number,
  text: string,
  type: SendResult['type'],
  reason: string,
])[] = [
  ['RCPT', 550, '5.1.1 No such user', 'suppress', 'address_unknown'],
  ['RCPT', 550, 'No such user here', 'suppress', 'address_unknown'],
  ['RCPT', 550, '5.2.1 Mailbox disabled', 'suppress', 'mailbox_disabled'],
  ['RCPT', 552, '5.2.2 Mailbox full', 'drop', 'mailbox_full'],
  ['RCPT', 452, '4.2.2 Mailbox full', 'retry', 'mailbox_full'],
  ['RCPT', 450, '4.7.1 Greylisted, come again', 'retry', 'temporarily_refused'],
  ['RCPT', 554, '5.7.1 Relay access denied', 'stop', 'policy_refused'],
  ['MAIL', 550, '5.1.8 Sender domain does not exist', 'stop', 'sender_refused'],
  ['MAIL', 553, 'Sender not allowed', 'stop', 'sender_refused'],
  ['DATA', 554, '5.6.0 Message content refused', 'drop', 'message_refused'],
  ['DATA', 552, '5.3.4 Message too big', 'drop', 'too_large'],
  ['DATA', 451, '4.3.0 Try again later', 'retry', 'temporarily_refused'],
  ['DATA', 421, '4.4.5 Too busy', 'retry', 'provider_busy'],
];

for (const [at, code, text, type, reason] of replies) {
  test(`${code} ${text} at ${at} is ${type}: ${reason}`, async () => {
    server.refuse({ at, code, text });
    const result = await send(outgoing());
    server.refuse(undefined);
    assert.equal(result.type, type);
    assert.equal('reason' in result && result.reason, reason);
  });
}

test('a connection that breaks in the middle is a retry', async () => {
  server.cut(10);
  const before = server.mails.length;
  const result = await send(outgoing());
  server.cut(0);
  assert.deepEqual([result.type, 'reason' in result && result.reason], ['retry', 'connection_failed']);
  assert.equal(server.mails.length, before);
  assert.equal((await send(outgoing())).type, 'accepted');
});

test('a server that is not there is a retry, wrong credentials stop the account', async () => {
  const gone = await startTestSmtpServer();
  await gone.close();
  const nobody = open(settingsFor(gone));
  assert.equal((await send(outgoing(), nobody)).type, 'retry');
  await nobody.close();

  const guarded = await startTestSmtpServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (_auth, _session, callback) => callback(new Error('Invalid user name or password')),
  });
  const stranger = open({ ...settingsFor(guarded), username: 'shop', password: 'wrong' });
  const result = await send(outgoing(), stranger);
  assert.deepEqual([result.type, 'reason' in result && result.reason], ['stop', 'authentication_failed']);
  await stranger.close();
  await guarded.close();
});

test('an address or subject that would begin another header is refused', async () => {
  const taken = server.mails.length;
  const addresses = [
    'jane@example.com\r\nBcc: all@example.com',
    'a@b.example, c@d.example',
    '<jane@example.com>',
    'jane',
  ];
  for (const to of addresses) assert.equal((await send(outgoing({ to }))).type, 'drop');
  const subject = 'Hello\r\nBcc: all@example.com';
  assert.equal((await send(outgoing({ content: { ...content, subject } }))).type, 'drop');
  assert.equal(server.mails.length, taken);
});

test('encryption is insisted on unless the settings say otherwise', async () => {
  const encrypted = open({ ...settingsFor(server), security: 'starttls' });
  const result = await send(outgoing(), encrypted);
  assert.deepEqual([result.type, 'reason' in result && result.reason], ['stop', 'tls_failed']);
  await encrypted.close();
});

test('settings say what is wrong with them', () => {
  const parse = (more: object) => smtpProvider.settings.safeParse({ host: 'h', from: 'a@b.example', ...more }).success;
  assert.equal(parse({}), true);
  assert.equal(parse({ from: 'Shop <hello@shop.example>' }), true);
  assert.equal(parse({ from: 'hello@shop.example\r\nBcc: x@y.example' }), false);
  assert.equal(parse({ from: 'a@b.example, c@d.example' }), false);
  assert.equal(parse({ from: 'nobody' }), false);
  assert.equal(parse({ username: 'only' }), false);
  assert.equal(parse({ dkimDomain: 'shop.example' }), false);
  assert.equal(parse({ port: 0 }), false);
});

function settingsFor({ port }: TestSmtpServer) {
  return { host: '127.0.0.1', port, security: 'none', from: 'Shop <hello@shop.example>' };
}

function open(settings: object): ChannelAdapter {
  return smtpProvider.open('email', smtpProvider.settings.parse(settings));
}

function outgoing(more: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return { delivery: randomUUID(), workspace: 1, profile: randomUUID(), to: 'jane@example.com', content, ...more };
}

async function send(message: OutgoingMessage, by = adapter): Promise<SendResult> {
  const signal = AbortSignal.timeout(10_000);
  return await by.send(message, { idempotencyKey: message.delivery, signal, now: Date.now() });
}

/** RFC 6376 with relaxed canonicalisation, computed here apart from the library that signed. */
function verifyDkim(raw: string, publicKey: KeyObject): { fields: string[]; problems: string[] } {
  const end = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, end).split(/\r\n(?![ \t])/);
  const relaxed = (header: string) => {
    const colon = header.indexOf(':');
    const value = header
      .slice(colon + 1)
      .replace(/\r\n/g, '')
      .replace(/[ \t]+/g, ' ')
      .trim();
    return `${header.slice(0, colon).trim().toLowerCase()}:${value}`;
  };
  const signature = headers.find((header) => /^dkim-signature:/i.test(header)) ?? '';
  const tags = new Map(
    signature
      .slice(signature.indexOf(':') + 1)
      .split(';')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '')
      .map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1).replace(/\s+/g, '')] as const),
  );
  const lines = raw
    .slice(end + 4)
    .split('\r\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  const body = `${lines.join('\r\n').replace(/(\r\n)+$/, '')}\r\n`;
  const fields = (tags.get('h') ?? '').toLowerCase().split(':');
  const signedText = [
    ...fields
      .map((name) => headers.find((header) => header.toLowerCase().startsWith(`${name}:`)) ?? '')
      .filter(Boolean)
      .map(relaxed),
    relaxed(signature).replace(/([;\s]b=)[^;]*/, '$1'),
  ].join('\r\n');
  const problems: string[] = [];
  if (createHash('sha256').update(body).digest('base64') !== tags.get('bh')) problems.push('body hash');
  const isValid = createVerify('RSA-SHA256')
    .update(signedText)
    .verify(publicKey, tags.get('b') ?? '', 'base64');
  if (!isValid) problems.push('signature');
  return { fields, problems };
}
