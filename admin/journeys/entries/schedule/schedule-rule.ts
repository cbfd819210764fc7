export const scheduleRepeats = ['once', 'daily', 'weekly', 'monthly', 'rule'] as const;
export type ScheduleRepeat = (typeof scheduleRepeats)[number];

const rules: { readonly [repeat in ScheduleRepeat]?: string } = {
  daily: 'FREQ=DAILY',
  weekly: 'FREQ=WEEKLY',
  monthly: 'FREQ=MONTHLY',
};

/** The usual repeats by their names; every other rule of iCalendar is written out. */
export function readRule(rule: string | null): ScheduleRepeat {
  if (rule === null) return 'once';
  return scheduleRepeats.find((repeat) => rules[repeat] === rule) ?? 'rule';
}

export function ruleOf(repeat: ScheduleRepeat, before: string | null): string | null {
  if (repeat === 'once') return null;
  return rules[repeat] ?? `${before ?? 'FREQ=WEEKLY'};BYDAY=MO`;
}
