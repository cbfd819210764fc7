import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Channel } from '#contracts/channel.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { ChannelAdapter, ChannelProvider, OutgoingMessage, ReceiptRequest, RenderedContent } from './port.ts';
import { findReference, type MessageReference, signReference } from './receipts/reference.ts';

/** A real receiver for the adapter under test, and what it takes to speak to it. */
export interface AdapterFixture {
  readonly provider: ChannelProvider;
  readonly channel: Channel;
  readonly settings: JsonObject;
  readonly to: string;
  readonly content: RenderedContent;
  /** Keys by which the receiver knows each message that it took, in order, repeats included. */
  received(): Promise<readonly string[]>;
  /** A report, as this provider posts it, that a message bounced for good; absent where it posts none. */
  bounce?(reference: string): Pick<ReceiptRequest, 'headers' | 'body'>;
  /** A message of the person at `to`, as this provider posts it; absent where it brings none. */
  inbound?(said: {
    readonly id: string;
    readonly text: string;
    readonly reference?: string;
  }): Pick<ReceiptRequest, 'headers' | 'body'>;
  close(): Promise<void>;
}

const referenceKey = Buffer.alloc(32, 3);

/** What every adapter does, whatever it sends. */
export function adapterContract(name: string, start: () => Promise<AdapterFixture>): void {
  describe(`${name}: adapter contract`, () => {
    let fixture: AdapterFixture;
    let adapter: ChannelAdapter;

    before(async () => {
      fixture = await start();
      adapter = open(fixture);
    });
    after(async () => {
      await adapter.close();
      await fixture.close();
    });

    const send = (message: OutgoingMessage, signal = AbortSignal.timeout(10_000)) =>
      adapter.send(message, { idempotencyKey: message.delivery, signal, now: Date.now() });
    const message = (): OutgoingMessage => ({
      delivery: randomUUID(),
      workspace: 1,
      profile: randomUUID(),
      to: fixture.to,
      content: fixture.content,
    });

    test('declares what it can do', () => {
      assert.ok(fixture.provider.channels.includes(fixture.channel));
      assert.equal(adapter.provider, fixture.provider.name);
      assert.ok(adapter.capabilities.concurrency >= 1);
    });

    test('refuses settings that it does not know', () => {
      assert.equal(fixture.provider.settings.safeParse({ ...fixture.settings, unheardOf: true }).success, false);
    });

    test('an accepted message arrives under its key', async () => {
      const sent = message();
      assert.equal((await send(sent)).type, 'accepted');
      assert.ok((await fixture.received()).includes(sent.delivery));
    });

    test('a repeat carries the same key', async () => {
      const sent = message();
      await send(sent);
      assert.equal((await send(sent)).type, 'accepted');
      const keys = (await fixture.received()).filter((key) => key === sent.delivery);
      assert.ok(keys.length >= 1);
    });

    test('content of another channel is dropped', async () => {
      const other: RenderedContent =
        fixture.channel === 'sms'
          ? { channel: 'push', title: 'a', body: 'b', url: '' }
          : { channel: 'sms', text: 'to the wrong channel' };
      const sent = { ...message(), content: other };
      assert.equal((await send(sent)).type, 'drop');
      assert.ok(!(await fixture.received()).includes(sent.delivery));
    });

    test('a try that is over before it began is a retry, and nothing is sent', async () => {
      const sent = message();
      assert.equal((await send(sent, AbortSignal.abort())).type, 'retry');
      assert.ok(!(await fixture.received()).includes(sent.delivery));
    });

    test('many at once all arrive', async () => {
      const many = Array.from({ length: 20 }, message);
      const results = await Promise.all(many.map((one) => send(one)));
      assert.deepEqual(new Set(results.map(({ type }) => type)), new Set(['accepted']));
      const keys = new Set(await fixture.received());
      for (const { delivery } of many) assert.ok(keys.has(delivery));
    });

    test('a receipt finds its message, and one of somebody else or in another form does no harm', async (context) => {
      const { bounce } = fixture;
      if (!bounce) return context.skip('this provider posts no receipts');
      assert.ok(adapter.readReceipts);
      const sent = message();
      const find = (text: string): MessageReference | undefined => findReference(referenceKey, 1, text);
      const read = async (posted: Pick<ReceiptRequest, 'headers' | 'body'>) =>
        await adapter.readReceipts?.({ ...posted, now: Date.now(), find });
      const reference = signReference(referenceKey, 1, sent);
      const answer = await read(bounce(reference));
      assert.ok(answer?.type === 'read');
      const [receipt] = answer.receipts;
      assert.deepEqual([receipt?.kind, receipt?.permanent, typeof receipt?.reason], ['bounced', true, 'string']);
      assert.deepEqual(receipt?.message, { delivery: sent.delivery, profile: sent.profile });
      assert.ok((receipt?.at ?? Number.NaN) <= Date.now());

      const forged = await read(bounce(signReference(Buffer.alloc(32, 4), 1, sent)));
      assert.deepEqual(forged, { type: 'read', receipts: [], messages: [], ignored: 1 });
      for (const body of ['', '{', '\0', '[]', 'Subject: x', 'x'.repeat(100_000)]) {
        const nothing = await read({ headers: {}, body: Buffer.from(body) });
        assert.ok(nothing?.type !== 'read' || nothing.receipts.length + nothing.messages.length === 0);
      }
    });

    test('a message of a person is read with what it answers, the same at every try', async (context) => {
      const { inbound } = fixture;
      if (!inbound) return context.skip('this provider brings no messages of people');
      const sent = message();
      const find = (text: string): MessageReference | undefined => findReference(referenceKey, 1, text);
      const read = async (posted: Pick<ReceiptRequest, 'headers' | 'body'>) => {
        const answer = await adapter.readReceipts?.({ ...posted, now: Date.now(), find });
        assert.ok(answer?.type === 'read');
        assert.deepEqual([answer.receipts, answer.ignored, answer.messages.length], [[], 0, 1]);
        return answer.messages[0];
      };
      const said = { id: 'm-1', text: '我要 L 码, please' };
      const posted = inbound({ ...said, reference: signReference(referenceKey, 1, sent) });
      const first = await read(posted);
      assert.deepEqual([first?.text, first?.from.value], [said.text, fixture.to]);
      assert.deepEqual(first?.answers, { delivery: sent.delivery, profile: sent.profile });
      assert.ok((first?.at ?? Number.NaN) <= Date.now());
      assert.equal((await read(posted))?.id, first?.id);

      const another = await read(inbound({ ...said, id: 'm-2' }));
      assert.deepEqual([another?.answers, another?.id === first?.id], [undefined, false]);
      const forged = await read(inbound({ ...said, reference: signReference(Buffer.alloc(32, 4), 1, sent) }));
      assert.equal(forged?.answers, undefined);
    });

    test('closing waits for what is under way', async () => {
      const another = open(fixture);
      const sent = message();
      const options = { idempotencyKey: sent.delivery, signal: AbortSignal.timeout(10_000), now: Date.now() };
      const sending = another.send(sent, options);
      await another.close();
      assert.equal((await sending).type, 'accepted');
    });
  });
}

function open({ provider, channel, settings }: AdapterFixture): ChannelAdapter {
  return provider.open(channel, provider.settings.parse(settings));
}
