import type { Delivery } from '#contracts/api/delivery.ts';
import { personName, shortProfileId } from '#core/profile/person-name.ts';
import type { ProfileState } from '#core/state.ts';
import type { DefinitionNames } from '../definition-names.ts';
import type { DeliveryFact } from './delivery-facts.ts';
import type { DeliveryRow } from './delivery-rows.ts';

export function presentDelivery(
  row: DeliveryRow,
  facts: readonly DeliveryFact[],
  person: ProfileState | undefined,
  names: DefinitionNames,
): Delivery {
  return {
    id: row.delivery,
    profile: person?.profile ?? row.profile,
    personName: person === undefined ? shortProfileId(row.profile) : personName(person),
    message: row.message,
    messageName: names.message(row.message),
    journey: row.journey,
    journeyName: names.journey(row.journey),
    node: row.node,
    channel: row.channel || null,
    outcome: row.standing,
    reason: row.why || null,
    at: row.at,
    kinds: facts.map(({ kind, at }) => ({ kind, at })),
  };
}
