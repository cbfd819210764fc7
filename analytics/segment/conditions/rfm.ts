import type { LeafCondition } from '#contracts/segment.ts';
import { orderSummaries } from '../../rfm/order-summary.ts';
import { cellNames } from '../../rfm/scores.ts';
import type { Parameters } from '../parameters.ts';
import type { Asked } from '../segment-sql.ts';

/** core/rfm/score.ts over order facts. */
export function rfmSql(
  { cells }: Extract<LeafCondition, { type: 'rfm' }>,
  { now, settings }: Asked,
  parameters: Parameters,
): string {
  const { rfm } = settings;
  if (rfm === undefined) return 'false';
  const passed = (value: string, boundaries: readonly number[]): string =>
    `arrayCount(one -> ${value} >= one, ${parameters.bind('Array(Float64)', boundaries)})`;
  const at = parameters.bind('Int64', now);
  const days = `greatest(0, intDiv(${at} - toUnixTimestamp64Milli(last_at), 86400000))`;
  const recency = `toString(5 - ${passed(days, rfm.recencyDays)})`;
  const frequency = `toString(1 + ${passed('orders', rfm.frequency)})`;
  const monetary = `toString(1 + ${passed('value', rfm.monetary)})`;
  const cell = `concat(${recency}, ${frequency})`;
  const wanted = parameters.bind('Array(String)', cellNames(cells));
  const isWanted = `has(${wanted}, ${cell}) OR has(${wanted}, concat(${cell}, ${monetary}))`;
  return `(profile GLOBAL IN (SELECT person FROM ${orderSummaries()} WHERE ${isWanted}))`;
}
