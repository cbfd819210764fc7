import type { DeliveryListQuery } from '#contracts/api/delivery.ts';

/** What a delivery is filtered by before its receipts are looked at; values are bound under the same names. */
const ofDecision: Readonly<Record<'journey' | 'message' | 'profile' | 'channel', string>> = {
  journey: 'journey = {journey:String}',
  message: 'message = {message:String}',
  profile: 'profile IN {profiles:Array(UUID)}',
  // Nothing that was kept back has a channel; it belongs to those whose gates were asked.
  channel: `if(channel = '', position(gates, concat('"channel":"', {channel:String}, '"')) > 0, channel = {channel:String})`,
};

/** And after. */
const ofStanding: Readonly<Record<'status' | 'reason', string>> = {
  status: 'standing = {status:String}',
  reason: 'why = {reason:String}',
};

export function decisionFilters(query: DeliveryListQuery): string {
  return conditions(ofDecision, query);
}

export function standingFilters(query: DeliveryListQuery): string {
  return conditions(ofStanding, query);
}

function conditions<Name extends keyof DeliveryListQuery>(
  filters: Readonly<Record<Name, string>>,
  query: DeliveryListQuery,
): string {
  const asked = (Object.keys(filters) as Name[]).filter((name) => query[name] !== undefined);
  return ['true', ...asked.map((name) => filters[name])].join(' AND ');
}
