import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { ChannelAccounts, ReceiptReceiver } from '#channels/accounts.ts';
import type { ProviderReceipt } from '#channels/port.ts';
import { receiptPath } from '#channels/receipts/account-address.ts';
import type { Store } from '#components/store/port/index.ts';
import { RequestError } from '#contracts/errors.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { createTokenBucket, type TokenBucket } from '../token-bucket.ts';
import { receiptStimulus } from './receipt-stimulus.ts';
import type { TakeInbound } from './take-inbound.ts';

/** A bounce quotes the message that it is about, and that may have been long. */
const longestBody = 2 * 1_024 * 1_024;

/** Reports per second and account, batches and single mails alike. */
const perSecond = 100;
const burst = 500;
const accountsRemembered = 1_000;

export interface ReceiptRouteParts {
  readonly accounts: Pick<ChannelAccounts, 'findReceiver'>;
  readonly store: Pick<Store, 'readProfiles'>;
  /** Durable when it resolves; a stimulus whose id was appended before is passed over. */
  readonly appendStimuli: (stimuli: readonly ProfileStimulus[]) => Promise<void>;
  readonly takeInbound: TakeInbound;
  readonly clock: () => Instant;
}

/**
 * Where providers and mail servers post what became of messages, and what people wrote to the brand. Who may post is said by the address, which is signed, and
 * for a provider that signs by its signature. Answers 202 with what was taken, after it is stored; a report that is about
 * no message of ours is ignored, because nobody could mend it.
 */
export function createReceiptRoutes(parts: ReceiptRouteParts): (app: FastifyInstance) => Promise<void> {
  const buckets = new LRUCache<string, TokenBucket>({ max: accountsRemembered });

  function limitRate({ workspace, channel }: ReceiptReceiver): void {
    const name = `${workspace}/${channel}`;
    const bucket = buckets.get(name) ?? createTokenBucket(perSecond, burst);
    buckets.set(name, bucket);
    const wait = bucket.take(1, parts.clock());
    if (wait > 0) throw new RequestError('rate_limited', { retryAfterSeconds: wait });
  }

  /** A receipt would make a new document for somebody who was erased. */
  async function ofKnownPeople(
    { workspace }: ReceiptReceiver,
    receipts: readonly ProviderReceipt[],
  ): Promise<readonly ProviderReceipt[]> {
    const profiles = [...new Set(receipts.map(({ message }) => message.profile))];
    const known = profiles.length > 0 ? await parts.store.readProfiles(workspace, profiles) : new Map();
    return receipts.filter(({ message }) => known.has(message.profile));
  }

  async function take(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { '*': token } = request.params as { readonly '*': string };
    const receiver = parts.accounts.findReceiver(token);
    if (!receiver) throw new RequestError('not_found', { message: unknownAddress });
    limitRate(receiver);
    const now = parts.clock();
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const answer = await receiver.read({ headers: singleHeaders(request), body, now });
    if (answer.type === 'not_verified') throw new RequestError('unauthorized', { message: notVerified });
    if (answer.type === 'unreadable') throw new RequestError('invalid_request', { message: answer.detail });
    const receipts = await ofKnownPeople(receiver, answer.receipts);
    if (receipts.length > 0) await parts.appendStimuli(receipts.map((one) => receiptStimulus(receiver, one, now)));
    const inbound = await parts.takeInbound(receiver, answer.messages, now);
    const taken = receipts.length + inbound.taken;
    const ignored = answer.ignored + inbound.ignored + answer.receipts.length - receipts.length;
    return await reply.code(202).send({ taken, ignored });
  }

  return async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: longestBody }, (_request, body, done) => {
      done(null, body);
    });
    app.post(`${receiptPath}*`, { bodyLimit: longestBody }, take);
  };
}

const unknownAddress = 'This address belongs to no channel as it is set up now; copy it anew from Settings, Channels.';
const notVerified = 'The signature does not fit; sign the body with the secret of the channel, with the time of today.';

function singleHeaders({ headers }: FastifyRequest): { readonly [name: string]: string | undefined } {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()[0]]));
}
