import { Counter, type Registry } from 'prom-client';

/** Counts old events of erased people that came in again and were not taken. */
export function countFiltered(metrics: Registry): (events: number) => void {
  const filtered = new Counter({
    name: 'throughline_erased_events_total',
    help: 'Events not taken because their person was erased after they happened.',
    registers: [metrics],
  });
  return (events) => filtered.inc(events);
}
