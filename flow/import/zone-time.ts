const day = 86_400_000;

/** Reads wall-clock times of one zone. All times are milliseconds; a local one is counted as if its zone were UTC. */
export interface ZoneTime {
  toInstant(local: number): number;
  toLocal(instant: number): number;
}

/**
 * The rules of daylight saving as ECMAScript's Temporal has them (`compatible`): of an hour that comes twice the first, and
 * a time that was skipped lies as much later. Temporal itself takes some 40 µs a time; this asks Intl once for each day.
 */
export function openZone(timeZone: string): ZoneTime {
  if (timeZone === 'UTC') return { toInstant: (local) => local, toLocal: (instant) => instant };
  const offsetAt = offsetReader(timeZone);
  return {
    toLocal: (instant) => instant + offsetAt(instant),
    toInstant(local) {
      const before = offsetAt(local - day);
      const after = offsetAt(local + day);
      if (before === after) return local - before;
      for (const offset of [before, after]) if (offsetAt(local - offset) === offset) return local - offset;
      return local - before;
    },
  };
}

/** Offset of the zone from UTC at an instant. Of a day on which it does not change it is read once. */
function offsetReader(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const days = new Map<number, number | 'changes'>();
  const read = (instant: number) => {
    const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second = 0 } = part;
    // Date.UTC takes the year 1 for 1901.
    const midnight = new Date(0).setUTCFullYear(year, month - 1, date);
    return midnight + ((hour * 60 + minute) * 60 + second) * 1_000 - Math.floor(instant / 1_000) * 1_000;
  };
  return (instant) => {
    const number = Math.floor(instant / day);
    let offset = days.get(number);
    if (offset === undefined) {
      const start = read(number * day);
      offset = start === read((number + 1) * day) ? start : 'changes';
      days.set(number, offset);
    }
    return offset === 'changes' ? read(instant) : offset;
  };
}
