import styles from '../conditions.module.css';
import { isMatchComplete, isWindowComplete } from '../parts/complete.ts';
import { EventNameInput, EventWhere } from '../parts/event-match-editor.tsx';
import { isNever } from '../parts/frequency.ts';
import { useFrequencyParts } from '../parts/frequency-parts.tsx';
import { newMatch } from '../parts/property-test.ts';
import { Sentence } from '../parts/sentence.tsx';
import type { ConditionOf, ConditionView, SentenceProps } from './condition-view.ts';
import { frequencyWords } from './frequency-words.ts';

function EventSentence({ condition, onChange }: SentenceProps<ConditionOf<'event'>>) {
  const { match, frequency } = condition;
  const parts = useFrequencyParts({ frequency, onChange: (next) => onChange({ ...condition, frequency: next }) });
  const matching = { match, onChange: (next: typeof match) => onChange({ ...condition, match: next }) };
  return (
    <div className={styles['sentences']}>
      <Sentence
        i18nKey={isNever(frequency) ? 'conditions.eventNever' : 'conditions.event'}
        count={frequency.times}
        parts={{ ...parts, event: <EventNameInput {...matching} /> }}
      />
      <EventWhere {...matching} />
    </div>
  );
}

export const event: ConditionView<'event'> = {
  group: 'behaviour',
  icon: 'event',
  create: () => ({
    type: 'event',
    match: newMatch(),
    frequency: { comparison: 'at_least', times: 1, withinDays: 30 },
  }),
  Sentence: EventSentence,
  words: ({ match, frequency }, tools) => {
    const words = { event: tools.event(match), ...frequencyWords(frequency, tools) };
    return isNever(frequency) ? tools.t('conditionWords.eventNever', words) : tools.t('conditionWords.event', words);
  },
  isComplete: ({ match, frequency }) => isMatchComplete(match) && isWindowComplete(frequency.window),
};
