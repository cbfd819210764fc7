/** The part of the week in which most is ordered: three hours on one weekday. */
export interface BestTime {
  /** 1 is Monday. */
  readonly weekday: number;
  readonly from: number;
  readonly until: number;
  /** Of all orders. */
  readonly share: number;
}

const window = 3;

/** Of 168 hours of a week from Monday 00:00 on; undefined where nothing was ordered. */
export function bestTime(hours: readonly number[]): BestTime | undefined {
  const total = hours.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  let best = { from: 0, count: -1 };
  for (let from = 0; from + window <= hours.length; from += 1) {
    if ((from % 24) + window > 24) continue;
    const count = hours.slice(from, from + window).reduce((sum, one) => sum + one, 0);
    if (count > best.count) best = { from, count };
  }
  const hour = best.from % 24;
  return { weekday: 1 + Math.floor(best.from / 24), from: hour, until: hour + window, share: best.count / total };
}
