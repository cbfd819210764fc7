import type { DeliveryStory } from '#contracts/api/delivery.ts';
import type { GateResult } from '#contracts/fact.ts';

type ShownGate = DeliveryStory['decisions'][number]['gates'][number];

/** The column `gates` of a decision in the words of the API. */
export function readGates(text: string): ShownGate[] {
  return (JSON.parse(text) as readonly GateResult[]).map(({ channel, outcome, until }) => ({
    channel,
    outcome,
    ...(until !== undefined && { until: new Date(until).toISOString() }),
  }));
}
