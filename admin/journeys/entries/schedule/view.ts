import type { EntryView } from '../entry-view.ts';
import { readRule } from './schedule-rule.ts';

export const scheduleEntry: EntryView<'schedule'> = {
  empty: () => ({ type: 'schedule', segment: null, start: '', rule: null, zone: 'workspace' }),
  words: ({ start, rule, segment }, tools) => {
    const { t } = tools;
    const repeats = readRule(rule);
    const time = start === '' ? '…' : tools.format.localDateTime(start);
    const who = segment === null ? t('canvas.scheduleWords.everybody') : tools.segment(segment);
    if (repeats === 'once') return t('canvas.scheduleWords.once', { time, segment: who });
    const repeat = repeats === 'rule' ? rule : t(`canvas.repeats.${repeats}`);
    return t('canvas.scheduleWords.repeated', { repeat, time, segment: who });
  },
};
