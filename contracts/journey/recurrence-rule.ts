/**
 * An RRULE of iCalendar (RFC 5545, section 3.3.10) by days: the time of day is that of the start. Parts by hour, minute,
 * second, week number and day of the year are not read.
 */
export interface RecurrenceRule {
  readonly frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  readonly interval: number;
  readonly count?: number;
  /** `YYYY-MM-DD`, that day included. */
  readonly until?: string;
  /** 1 to 12. */
  readonly months: readonly number[];
  /** 1 to 31, or -1 to -31 from the end of the month. */
  readonly monthDays: readonly number[];
  /** 1 is Monday; `nth` of the month or year, from the end where it is negative, every one where it is absent. */
  readonly weekdays: readonly { readonly weekday: number; readonly nth?: number }[];
  readonly positions: readonly number[];
}

const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
const weekdayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

export function isRecurrenceRule(text: string): boolean {
  return parseRecurrenceRule(text) !== undefined;
}

/** Undefined for anything that is no rule, or has a part that is not read. */
export function parseRecurrenceRule(text: string): RecurrenceRule | undefined {
  const parts = new Map<string, string>();
  for (const part of text.trim().toUpperCase().split(';')) {
    const [name = '', value = '', ...more] = part.split('=');
    if (!known.has(name) || value === '' || more.length > 0 || parts.has(name)) return undefined;
    parts.set(name, value);
  }
  const frequency = frequencies.find((one) => one === parts.get('FREQ'));
  const interval = wholeNumber(parts.get('INTERVAL') ?? '1', 1, 1_000);
  const count = parts.has('COUNT') ? wholeNumber(parts.get('COUNT'), 1, 10_000) : undefined;
  const until = parts.has('UNTIL') ? dayOf(parts.get('UNTIL')) : undefined;
  const months = numbers(parts.get('BYMONTH'), 1, 12);
  const monthDays = numbers(parts.get('BYMONTHDAY'), -31, 31);
  const positions = numbers(parts.get('BYSETPOS'), -366, 366);
  const weekdays = list(parts.get('BYDAY'), weekdayOf);
  if (!frequency || !interval || !months || !monthDays || !positions || !weekdays) return undefined;
  if (parts.has('COUNT') && (count === undefined || parts.has('UNTIL'))) return undefined;
  if (parts.has('UNTIL') && until === undefined) return undefined;
  if (parts.has('WKST') && parts.get('WKST') !== 'MO') return undefined;
  const takesNth = frequency === 'MONTHLY' || frequency === 'YEARLY';
  if (!takesNth && weekdays.some(({ nth }) => nth !== undefined)) return undefined;
  return {
    ...{ frequency, interval, months, monthDays, weekdays, positions },
    ...(count !== undefined && { count }),
    ...(until !== undefined && { until }),
  };
}

const known: ReadonlySet<string> = new Set([
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'BYMONTH',
  'BYMONTHDAY',
  'BYDAY',
  'BYSETPOS',
  'WKST',
]);

function wholeNumber(text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined || !/^[+-]?\d{1,5}$/.test(text)) return undefined;
  const number = Number(text);
  return number !== 0 && number >= least && number <= most ? number : undefined;
}

function numbers(text: string | undefined, least: number, most: number): readonly number[] | undefined {
  return list(text, (part) => wholeNumber(part, least, most));
}

function list<T>(text: string | undefined, read: (part: string) => T | undefined): readonly T[] | undefined {
  if (text === undefined) return [];
  const values = text.split(',').map(read);
  const found = values.filter((value) => value !== undefined);
  return found.length === values.length ? found : undefined;
}

function weekdayOf(text: string): RecurrenceRule['weekdays'][number] | undefined {
  const [, nthText = '', name = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text) ?? [];
  const weekday = weekdayNames.indexOf(name) + 1;
  if (weekday === 0) return undefined;
  if (nthText === '') return { weekday };
  const nth = wholeNumber(nthText, -53, 53);
  return nth === undefined ? undefined : { weekday, nth };
}

function dayOf(text: string | undefined): string | undefined {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?$/.exec(text ?? '') ?? [];
  const written = `${year}-${month}-${day}`;
  return Number.isNaN(Date.parse(written)) ? undefined : written;
}
