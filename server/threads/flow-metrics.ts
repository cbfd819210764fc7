import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Channel } from '#contracts/channel.ts';
import { createDeliveryMetrics } from '#flow/deliver/metrics.ts';
import type { ThreadReport } from './message.ts';

/** Takes the threads' reports into the registry of the main thread. */
export function createFlowMetrics(registry: Registry): (report: ThreadReport) => void {
  const registers = [registry];
  const deliveries = createDeliveryMetrics(registry);
  const stimuli = new Counter({
    name: 'throughline_stimuli_total',
    help: 'Stimuli that changed state, by partition.',
    labelNames: ['partition'],
    registers,
  });
  const timers = new Counter({ name: 'throughline_timers_total', help: 'Timers that fell due.', registers });
  const deadLetters = new Counter({
    name: 'throughline_dead_letters_total',
    help: 'Stimuli whose step failed.',
    registers,
  });
  const batches = new Histogram({
    name: 'throughline_micro_batch_seconds',
    help: 'Duration of a micro-batch: load, step and commit.',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  });
  const facts = new Counter({
    name: 'throughline_facts_total',
    help: 'Facts recorded, by type.',
    labelNames: ['type'],
    registers,
  });
  const projected = new Counter({
    name: 'throughline_projected_rows_total',
    help: 'Rows carried to ClickHouse.',
    registers,
  });
  const projection = new Gauge({
    name: 'throughline_projection_seconds',
    help: 'Duration of the newest insert round into ClickHouse.',
    registers,
  });

  return (report) => {
    switch (report.type) {
      case 'commits':
        stimuli.inc({ partition: report.partition }, report.stimuli);
        timers.inc(report.timers);
        deadLetters.inc(report.deadLetters);
        for (const milliseconds of report.batches) batches.observe(milliseconds / 1_000);
        for (const [type, count] of Object.entries(report.factCounts)) facts.inc({ type }, count);
        return;
      case 'projected':
        projected.inc(report.rows);
        projection.set(report.milliseconds / 1_000);
        return;
      case 'deliveries':
        for (const { channel, provider, milliseconds } of report.handedOver) {
          deliveries.handedOver(channel as Channel, provider, milliseconds);
        }
        for (const { channel, outcome, count } of report.outcomes) {
          for (let one = 0; one < count; one++) deliveries.outcome(channel as Channel, outcome);
        }
        deliveries.inFlight(report.inFlight);
        return;
      case 'started':
      case 'failed':
      case 'error':
        return;
    }
  };
}
