import type { DeliveryMetrics } from '#flow/deliver/metrics.ts';
import type { ThreadReport } from './message.ts';

type Deliveries = Extract<ThreadReport, { type: 'deliveries' }>;

/** Collects what delivery measures in its thread, for the registry of the main thread. */
export function gatherDeliveries(): DeliveryMetrics & { take(): Deliveries | undefined } {
  let handedOver: Deliveries['handedOver'][number][] = [];
  let outcomes = new Map<string, Deliveries['outcomes'][number]>();
  let inFlight = 0;
  let reportedInFlight = 0;
  return {
    handedOver: (channel, provider, milliseconds) => void handedOver.push({ channel, provider, milliseconds }),
    outcome(channel, outcome) {
      const key = `${channel} ${outcome}`;
      outcomes.set(key, { channel, outcome, count: (outcomes.get(key)?.count ?? 0) + 1 });
    },
    inFlight(count) {
      inFlight = count;
    },
    take() {
      if (handedOver.length === 0 && outcomes.size === 0 && inFlight === reportedInFlight) return undefined;
      const report: Deliveries = { type: 'deliveries', handedOver, outcomes: [...outcomes.values()], inFlight };
      handedOver = [];
      outcomes = new Map();
      reportedInFlight = inFlight;
      return report;
    },
  };
}
