import type { DeliveryListQuery } from '#contracts/api/delivery.ts';
import { withheldKinds } from '../messages/held-back.ts';
import { lostKinds, receiptReason } from './standing.ts';

type Filters<Name extends keyof DeliveryListQuery> = Readonly<Record<Name, string>>;

/** Over decisions. Values are bound under the names of the filters. */
const ofDecision: Filters<'journey' | 'message' | 'channel'> = {
  journey: 'journey = {journey:String}',
  message: 'message = {message:String}',
  // Nothing that was kept back has a channel; it belongs to those whose gates were asked.
  channel: `if(channel = '', position(gates, concat('"channel":"', {channel:String}, '"')) > 0, channel = {channel:String})`,
};

/** Over decisions with their receipts: where they stand. */
const ofStanding: Filters<'status' | 'reason'> = {
  status: 'standing = {status:String}',
  reason: 'why = {reason:String}',
};

export function decisionFilters(query: DeliveryListQuery): string {
  return conditions(ofDecision, query);
}

/** Undefined where the receipts do not matter. */
export function standingFilters(query: DeliveryListQuery): string | undefined {
  return query.status === undefined && query.reason === undefined ? undefined : conditions(ofStanding, query);
}

/**
 * Over decisions: leaves out most of what the filters of standing would leave out, so that receipts are grouped for few.
 * `receipts` begins a statement that reads message facts of the same span and takes one more condition.
 */
export function likelyStanding({ status, reason }: DeliveryListQuery, receipts: string): string {
  const withReceipt = (condition: string) => `outcome = 'send' AND delivery GLOBAL IN (${receipts} AND ${condition})`;
  const likely = [
    status === 'sent' && `outcome = 'send'`,
    status === 'held_back' && `(outcome = 'held_back' OR (${withReceipt(`kind IN ${withheldKinds}`)}))`,
    status === 'failed' && `(${withReceipt(`kind IN ${lostKinds}`)})`,
    status === 'deferred' && `outcome != 'held_back'`,
    reason !== undefined &&
      `(reason = {reason:String} OR (${withReceipt(
        `(kind IN ${withheldKinds} OR kind IN ${lostKinds}) AND ${receiptReason} = {reason:String}`,
      )}))`,
  ];
  return ['true', ...likely.filter((condition) => condition !== false)].join(' AND ');
}

function conditions<Name extends keyof DeliveryListQuery>(filters: Filters<Name>, query: DeliveryListQuery): string {
  const asked = (Object.keys(filters) as Name[]).filter((name) => query[name] !== undefined);
  return ['true', ...asked.map((name) => filters[name])].join(' AND ');
}
