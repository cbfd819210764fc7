import { useTranslation } from 'react-i18next';
import styles from '../conditions.module.css';
import { Choice } from '../parts/choice.tsx';
import { isMatchComplete, isWindowComplete } from '../parts/complete.ts';
import { EventNameInput, EventWhere } from '../parts/event-match-editor.tsx';
import { newMatch } from '../parts/property-test.ts';
import { Sentence } from '../parts/sentence.tsx';
import { WindowPart } from '../parts/window-part.tsx';
import type { ConditionOf, ConditionView, SentenceProps } from './condition-view.ts';

function OccurrenceSentence({ condition, onChange }: SentenceProps<ConditionOf<'occurrence'>>) {
  const { t } = useTranslation();
  const { which, is, match, window } = condition;
  const matching = { match, onChange: (next: typeof match) => onChange({ ...condition, match: next }) };
  return (
    <div className={styles['sentences']}>
      <Sentence
        i18nKey="conditions.occurrence"
        parts={{
          which: (
            <Choice
              label={t('conditions.which.label')}
              value={which}
              options={(['first', 'last'] as const).map((value) => ({ value, label: t(`conditions.which.${value}`) }))}
              onChange={(next) => onChange({ ...condition, which: next })}
            />
          ),
          event: <EventNameInput {...matching} />,
          is: (
            <Choice
              label={t('conditions.placed.label')}
              value={is}
              options={(['within', 'outside'] as const).map((value) => ({
                value,
                label: t(`conditions.placed.${value}`),
              }))}
              onChange={(next) => onChange({ ...condition, is: next })}
            />
          ),
          window: (
            <WindowPart ever={false} window={window} onChange={(next) => onChange({ ...condition, window: next })} />
          ),
        }}
      />
      <EventWhere {...matching} />
    </div>
  );
}

export const occurrence: ConditionView<'occurrence'> = {
  group: 'behaviour',
  icon: 'flag',
  create: () => ({
    type: 'occurrence',
    which: 'last',
    match: newMatch(),
    is: 'outside',
    window: { type: 'sliding', days: 30 },
  }),
  Sentence: OccurrenceSentence,
  words: ({ which, match, is, window }, tools) =>
    tools.t('conditionWords.occurrence', {
      which: tools.t(`conditions.which.${which}`),
      event: tools.event(match),
      is: tools.t(`conditions.placed.${is}`),
      window: tools.window(window),
    }),
  isComplete: ({ match, window }) => isMatchComplete(match) && isWindowComplete(window),
};
