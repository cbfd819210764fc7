import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Channel } from '#contracts/channel.ts';

export interface DeliveryMetrics {
  /** From the receipt of the stimulus that caused the message to the moment when the provider had it. */
  handedOver(channel: Channel, provider: string, milliseconds: number): void;
  outcome(channel: Channel | 'unknown', label: string): void;
  inFlight(count: number): void;
}

export function createDeliveryMetrics(registry: Registry): DeliveryMetrics {
  const registers = [registry];
  const handOver = new Histogram({
    name: 'throughline_hand_over_seconds',
    help: 'Time from the stimulus that caused a message to its hand-over to the provider.',
    labelNames: ['channel', 'provider'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60, 600],
    registers,
  });
  const outcomes = new Counter({
    name: 'throughline_deliveries_total',
    help: 'Deliveries by what became of them at hand-over.',
    labelNames: ['channel', 'outcome'],
    registers,
  });
  const inFlight = new Gauge({
    name: 'throughline_deliveries_in_flight',
    help: 'Deliveries claimed from the outbox and not settled yet.',
    registers,
  });
  return {
    handedOver: (channel, provider, milliseconds) => handOver.observe({ channel, provider }, milliseconds / 1_000),
    outcome: (channel, outcome) => outcomes.inc({ channel, outcome }),
    inFlight: (count) => inFlight.set(count),
  };
}
