import { Counter, type Registry } from 'prom-client';
import type { Acceptance } from './accept-events.ts';

export interface TrackingMetrics {
  count(call: string, acceptance: Acceptance): void;
  /** Beyond the limit of their key. */
  countLimited(call: string, events: number): void;
}

export function createTrackingMetrics(registry: Registry): TrackingMetrics {
  const events = new Counter({
    name: 'throughline_tracked_events_total',
    help: 'Events that arrived over HTTP, by call and outcome.',
    labelNames: ['call', 'outcome'] as const,
    registers: [registry],
  });
  return {
    count(call, { accepted, duplicates, rejected }) {
      if (accepted > duplicates) events.inc({ call, outcome: 'accepted' }, accepted - duplicates);
      if (duplicates > 0) events.inc({ call, outcome: 'duplicate' }, duplicates);
      if (rejected.length > 0) events.inc({ call, outcome: 'rejected' }, rejected.length);
    },
    countLimited: (call, count) => events.inc({ call, outcome: 'rate_limited' }, count),
  };
}
