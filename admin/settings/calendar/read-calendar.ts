import { type CalendarDay, calendarDay } from '#contracts/calendar-day.ts';

/** No holiday is longer; what is may be a term or a project. */
const longestDays = 31;
const day = 86_400_000;

/** Words by which a calendar says that a weekend is worked; everything else in it is a day off. */
const worked = /上班|补班|補班|调休上班|work/i;

/**
 * The days of an iCalendar file (RFC 5545; whole days, `DTEND` not included) or of a CSV file with a date, `off` or `worked`,
 * and a name in each line. Lines that name no day are left out; of a day that comes twice the last word counts.
 */
export function readCalendar(text: string): readonly CalendarDay[] {
  const found = /^\uFEFF?BEGIN:VCALENDAR/i.test(text.trimStart()) ? readEvents(text) : readLines(text);
  const days = new Map<string, CalendarDay>();
  for (const one of found) {
    const parsed = calendarDay.safeParse(one);
    if (parsed.success) days.set(parsed.data.day, parsed.data);
  }
  return [...days.values()].sort((one, other) => (one.day < other.day ? -1 : 1));
}

function readEvents(text: string): readonly CalendarDay[] {
  // A line that begins with a space goes on from the one before.
  const lines = text.replaceAll(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const days: CalendarDay[] = [];
  let event = new Map<string, string>();
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') event = new Map();
    else if (line === 'END:VEVENT') days.push(...daysOf(event));
    else {
      const [name = '', ...value] = line.split(':');
      event.set(name.split(';', 1)[0]?.toUpperCase() ?? '', value.join(':'));
    }
  }
  return days;
}

function daysOf(event: ReadonlyMap<string, string>): readonly CalendarDay[] {
  const first = instantOf(event.get('DTSTART'));
  if (first === undefined) return [];
  const end = instantOf(event.get('DTEND')) ?? first + day;
  const count = Math.min(longestDays, Math.max(1, Math.round((end - first) / day)));
  const name = (event.get('SUMMARY') ?? '').replaceAll(/\\([,;\\])/g, '$1');
  return Array.from({ length: count }, (_, index) => dayNamed(first + index * day, name, name));
}

function readLines(text: string): readonly CalendarDay[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((line) => {
      const [date = '', kind = '', name = ''] = line
        .split(/[,;\t]/)
        .map((cell) => cell.trim().replaceAll(/^"|"$/g, ''));
      const at = instantOf(date);
      return at === undefined ? [] : [dayNamed(at, kind, name)];
    });
}

function dayNamed(at: number, kind: string, name: string): CalendarDay {
  const base = { day: new Date(at).toISOString().slice(0, 10), is: worked.test(kind) ? 'worked' : 'off' } as const;
  return name === '' ? base : { ...base, name: name.slice(0, 100) };
}

/** Midnight UTC of `20270206`, `2027-02-06`, `2027/2/6` or `2027年2月6日`. */
function instantOf(text: string | undefined): number | undefined {
  const found = /^(\d{4})[-/年]?(\d{1,2})[-/月]?(\d{1,2})(?!\d)/.exec(text ?? '');
  if (!found) return undefined;
  const [year, month, date] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const at = new Date(Date.UTC(year, month - 1, date));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === date ? at.getTime() : undefined;
}
