import type { EntryView } from '../entry-view.ts';
import { readRule } from './schedule-rule.ts';

export const scheduleEntry: EntryView<'schedule'> = {
  empty: () => ({ type: 'schedule', segment: null, start: '', rule: null, zone: 'workspace' }),
  words: ({ start, rule, segment }, tools) => {
    const { t } = tools;
    const when = [t(`canvas.repeats.${readRule(rule)}`), start.replace('T', ' ') || '…'].join(' ');
    return segment ? t('canvas.scheduleWords', { when, segment: tools.segment(segment) }) : when;
  },
};
