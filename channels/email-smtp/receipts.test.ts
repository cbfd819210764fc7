import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { findReference, signReference } from '../receipts/reference.ts';
import { readMailReceipts } from './receipts.ts';
import { answerMail, feedbackReport, type ReportParts, statusNotification } from './test-reports.ts';

const key = Buffer.alloc(32, 1);
const message = { delivery: randomUUID(), profile: randomUUID() };
const reference = signReference(key, 1, message);
const ours: ReportParts = { messageId: `${reference}@shop.example` };

async function read(mail: string) {
  const find = (text: string) => findReference(key, 1, text);
  const answer = await readMailReceipts({ headers: {}, body: Buffer.from(mail), now: Date.now(), find });
  if (answer.type !== 'read') return answer.type;
  const [receipt] = answer.receipts;
  if (!receipt) return 'ignored';
  assert.deepEqual(receipt.message, message);
  return [receipt.kind, receipt.reason, receipt.permanent].filter((word) => word !== undefined).join(' ');
}

const statuses: readonly (readonly [status: string, said: string])[] = [
  ['5.1.1', 'bounced address_unknown true'],
  ['5.1.2', 'bounced domain_unknown true'],
  ['5.2.1', 'bounced mailbox_disabled true'],
  ['5.0.0', 'bounced undeliverable true'],
  ['5.4.4', 'bounced undeliverable true'],
  ['5.2.2', 'bounced mailbox_full'],
  ['5.7.1', 'bounced policy_refused'],
  ['5.1.8', 'bounced sender_refused'],
  ['4.2.2', 'bounced mailbox_full'],
  ['4.4.7', 'bounced temporarily_refused'],
];
for (const [status, said] of statuses) {
  test(`a delivery that failed with ${status} is: ${said}`, async () =>
    assert.equal(await read(statusNotification({ ...ours, status })), said));
}

test('only what is final counts: a delay says nothing, an arrival does', async () => {
  assert.equal(await read(statusNotification({ ...ours, action: 'delayed', status: '4.4.7' })), 'ignored');
  assert.equal(await read(statusNotification({ ...ours, action: 'delivered', status: '2.0.0' })), 'delivered');
});

test('a complaint, an unsubscribe by the mail program, and what is no word of the person', async () => {
  assert.equal(await read(feedbackReport(ours)), 'complained');
  assert.equal(await read(feedbackReport({ ...ours, type: 'opt-out' })), 'unsubscribed');
  assert.equal(await read(feedbackReport({ ...ours, type: 'not-spam' })), 'ignored');
});

test('a message is found by the return path, by what is quoted, and also when the quote is encoded', async () => {
  assert.equal(
    await read(statusNotification({ returnedTo: `B-${reference.toUpperCase()}@B.shop.example` })),
    statuses[0]?.[1],
  );
  const quoted = Buffer.from(`Message-ID: <${reference}@shop.example>\r\n`).toString('base64');
  const encoded = statusNotification({}).replace(
    /Content-Type: message\/rfc822[\s\S]*--edge--/,
    `Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: base64\r\n\r\n${quoted}\r\n--edge--`,
  );
  assert.equal(await read(encoded), statuses[0]?.[1]);
  assert.equal(await read(statusNotification({})), 'ignored');
});

async function said(mail: string) {
  const find = (text: string) => findReference(key, 1, text);
  const answer = await readMailReceipts({ headers: {}, body: Buffer.from(mail), now: Date.now(), find });
  return answer.type === 'read' ? answer.messages[0] : undefined;
}

test('what a machine wrote is ignored, and what is no mail is said to be none', async () => {
  const away = { id: 'away', text: 'I am away', reference };
  for (const fields of [['Auto-Submitted: auto-replied'], ['Precedence: bulk'], ['Return-Path: <>']]) {
    assert.equal(await said(answerMail({ ...away, fields })), undefined, fields[0]);
  }
  assert.equal(await said(answerMail({ ...away, from: 'mailer-daemon@example.com' })), undefined);
  assert.equal(await said(statusNotification({ ...ours, action: 'delayed', status: '4.4.7' })), undefined);
  assert.equal(await read(''), 'unreadable');
  assert.equal(await read('no field at all'), 'unreadable');
});

test('of an answer the words of its own are read, in English and Chinese, or its subject', async () => {
  const answered = await said(answerMail({ id: 'a', text: 'Size L please', reference }));
  assert.deepEqual(answered?.answers, message);
  assert.deepEqual(
    [answered?.text, answered?.subject, answered?.from, answered?.to],
    ['Size L please', 'Your basket', { kind: 'email', value: 'jane@example.com' }, 'hello@shop.example'],
  );
  assert.equal(
    (await said(answerMail({ id: 'b', text: '退订\r\n\r\n发件人：Shop <hello@shop.example>\r\nold' })))?.text,
    '退订',
  );
  assert.equal((await said(answerMail({ id: 'c', text: 'Yes\r\n-- \r\nJane, 1 High Street' })))?.text, 'Yes');
  const bare = 'From: jane@example.com\r\nSubject: Re: UNSUBSCRIBE\r\nContent-Type: text/html\r\n\r\n<p> </p>';
  assert.equal((await said(bare))?.text, 'UNSUBSCRIBE');
  assert.equal((await said(bare))?.id, (await said(bare))?.id);
});

test('a bounce is dated by its own clock, within reason', async () => {
  const dated = async (date: Date) => {
    const find = (text: string) => findReference(key, 1, text);
    const body = Buffer.from(statusNotification({ ...ours, date }));
    const answer = await readMailReceipts({ headers: {}, body, now: 1_800_000_000_000, find });
    return answer.type === 'read' ? answer.receipts[0]?.at : undefined;
  };
  assert.equal(await dated(new Date(1_799_999_990_000)), 1_799_999_990_000);
  assert.equal(await dated(new Date(1_800_000_990_000)), 1_800_000_000_000);
  assert.equal(await dated(new Date(0)), 1_800_000_000_000);
});
