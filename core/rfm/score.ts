import type { Instant } from '#contracts/identifiers.ts';
import type { OrderSummary, RfmBoundaries, RfmCell, RfmScore, RfmScoring } from '#contracts/rfm.ts';

const day = 86_400_000;

/** Recency, frequency and monetary value of a person at `now`; undefined for whoever has ordered nothing. */
export function rfmScoreOf(boundaries: RfmBoundaries, orders: OrderSummary, now: Instant): RfmScoring | undefined {
  if (orders.count < 1 || orders.lastAt === undefined) return undefined;
  return {
    recency: mirrored(intervalOf(boundaries.recencyDays, daysSince(orders.lastAt, now))),
    frequency: intervalOf(boundaries.frequency, orders.count),
    monetary: intervalOf(boundaries.monetary, orders.value),
  };
}

/** The earliest instant after `now` at which her score changes although nothing happens: only recency ever falls. */
export function nextRfmChange(boundaries: RfmBoundaries, orders: OrderSummary, now: Instant): Instant | undefined {
  const { count, lastAt } = orders;
  if (count < 1 || lastAt === undefined) return undefined;
  const boundary = boundaries.recencyDays.find((days) => days > daysSince(lastAt, now));
  return boundary === undefined ? undefined : lastAt + boundary * day;
}

/** A cell without a monetary score holds all of them. */
export function isInCells(score: RfmScoring | undefined, cells: readonly RfmCell[]): boolean {
  if (score === undefined) return false;
  return cells.some(
    ({ recency, frequency, monetary }) =>
      recency === score.recency &&
      frequency === score.frequency &&
      (monetary === undefined || monetary === score.monetary),
  );
}

/** An order may have come with a time that lies a little ahead. */
function daysSince(at: Instant, now: Instant): number {
  return Math.max(0, Math.floor((now - at) / day));
}

/** 1 below the first boundary, 5 from the last one on. */
function intervalOf(boundaries: readonly number[], value: number): RfmScore {
  return (1 + boundaries.filter((boundary) => value >= boundary).length) as RfmScore;
}

function mirrored(score: RfmScore): RfmScore {
  return (6 - score) as RfmScore;
}
