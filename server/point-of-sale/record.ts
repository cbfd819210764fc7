import {
  type PointOfSaleTransaction,
  pointOfSaleTransaction,
  type RefusalReason,
  type TransactionResult,
} from '#contracts/api/point-of-sale.ts';
import { RequestError } from '#contracts/errors.ts';
import type { Instant } from '#contracts/identifiers.ts';
import { BusyError } from '#contracts/tracked-event.ts';
import { type DefinitionParts, newestRelease } from '../definitions/parts.ts';
import type { ServerParts } from '../parts.ts';
import { correctedTime } from '../tracking/event-clock.ts';
import { countryOf } from '../workspace-country.ts';
import { readCustomer } from './customer.ts';
import { type Claim, claimEntry, closeEntries, type Outcome } from './entries.ts';
import { eventOf, type Recorded } from './event-of.ts';
import { type RedeemResult, redeem } from './redeem.ts';

type RecordParts = DefinitionParts & Pick<ServerParts, 'sink'>;

interface Till {
  readonly sentAt: Instant;
  readonly receivedAt: Instant;
}

/**
 * Records what a till sends, each transaction once, however often it is sent. An entry stays open until its event is in
 * the log: a repeat after a crash in between brings the event again, under the same message id.
 */
export async function recordTransactions(
  parts: RecordParts,
  transactions: readonly unknown[],
  till: Till,
): Promise<TransactionResult[]> {
  const { settings } = await newestRelease(parts);
  const country = countryOf(settings);
  const results: TransactionResult[] = [];
  const recorded = new Map<string, Recorded>();
  for (const sent of transactions) {
    const parsed = pointOfSaleTransaction.safeParse(sent);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      results.push(
        refused(idOf(sent), 'invalid_transaction', `${issue?.path.join('.') || 'transaction'}: ${issue?.message}`),
      );
      continue;
    }
    const transaction = parsed.data;
    const customer = readCustomer(transaction.customer ?? {}, country);
    if (transaction.customer !== undefined && customer.identities.length === 0) {
      results.push(refused(transaction.id, 'unreadable_customer', `${customer.unreadable.join(', ')} cannot be read`));
      continue;
    }
    const at = correctedTime(till.receivedAt, Date.parse(transaction.at), till.sentAt);
    const taken = await take(parts, transaction, at);
    if (taken.result.outcome !== 'refused' && taken.open) {
      recorded.set(transaction.id, {
        transaction,
        identities: customer.identities,
        at: taken.at,
        outcome: taken.result,
      });
    }
    results.push(taken.result);
  }
  await bringIntoLog(parts, [...recorded.values()], till.receivedAt);
  return results;
}

interface Taken {
  readonly result: TransactionResult;
  readonly open: boolean;
  readonly at: Instant;
}

async function take(parts: RecordParts, transaction: PointOfSaleTransaction, at: Instant): Promise<Taken> {
  const { sql, workspace } = parts;
  const plain: Outcome = { outcome: 'recorded', reason: null, coupon: null };
  const claim: Claim | RedeemResult =
    transaction.type === 'redemption'
      ? await redeem(sql, workspace, transaction, at)
      : await claimEntry(sql, workspace, transaction, at, plain);
  const { id } = transaction;
  switch (claim.type) {
    case 'new':
      return { result: { id, message: null, ...plain }, open: true, at };
    case 'redeemed':
      return { result: { id, message: null, ...claim.outcome }, open: true, at };
    case 'known':
      return { result: { id, message: null, ...claim.outcome, outcome: 'repeated' }, open: claim.open, at: claim.at };
    case 'refused':
      return { result: refused(id, claim.reason, messages[claim.reason]), open: false, at };
    case 'other_transaction':
      return {
        result: refused(id, 'id_used_for_another_transaction', messages.id_used_for_another_transaction),
        open: false,
        at,
      };
  }
}

/** A redemption without a customer has nobody to go to. */
async function bringIntoLog(parts: RecordParts, recorded: readonly Recorded[], receivedAt: Instant): Promise<void> {
  if (recorded.length === 0) return;
  const { settings } = await newestRelease(parts);
  const events = recorded
    .filter(({ identities }) => identities.length > 0)
    .map((one) => eventOf(one, parts.workspace, settings, receivedAt));
  try {
    if (events.length > 0) await parts.sink.accept(events);
  } catch (error) {
    if (!(error instanceof BusyError)) throw error;
    throw new RequestError('busy', { message: error.message, retryAfterSeconds: error.retryAfterSeconds });
  }
  await closeEntries(
    parts.sql,
    parts.workspace,
    recorded.map(({ transaction }) => transaction.id),
  );
}

const messages: { readonly [reason in RefusalReason]: string } = {
  invalid_transaction: 'The transaction does not fit its contract.',
  id_used_for_another_transaction: 'Another transaction was recorded under this id; make a new id for each.',
  unreadable_customer: 'The customer cannot be read; check the card, phone or e-mail.',
  unknown_coupon: 'There is no such code; check how it is written.',
  coupon_used_up: 'The code was redeemed as often as it may be.',
  coupon_expired: 'The code is no longer valid.',
  coupon_not_yet_valid: 'The code is not valid yet.',
};

function refused(id: string | null, reason: RefusalReason, message: string): TransactionResult {
  return { id, outcome: 'refused', reason, message, coupon: null };
}

function idOf(sent: unknown): string | null {
  const id = typeof sent === 'object' && sent !== null && 'id' in sent ? sent.id : undefined;
  return typeof id === 'string' ? id.slice(0, 128) : null;
}
