import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { DurationInput } from '../../ui/duration-input.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from '../conditions.module.css';
import { isMatchComplete, isWindowComplete } from '../parts/complete.ts';
import { EventNameInput, EventWhere } from '../parts/event-match-editor.tsx';
import { newMatch } from '../parts/property-test.ts';
import { Sentence } from '../parts/sentence.tsx';
import { WindowPart } from '../parts/window-part.tsx';
import type { ConditionOf, ConditionView, SentenceProps } from './condition-view.ts';

const mostSteps = 5;

function SequenceSentence({ condition, onChange }: SentenceProps<ConditionOf<'sequence'>>) {
  const { t } = useTranslation();
  const { steps, withinMinutes, without, window } = condition;
  const withoutIt = () => {
    const { without: _, ...rest } = condition;
    return rest;
  };
  return (
    <div className={styles['sentences']}>
      {steps.map((step, index) => {
        const match = {
          match: step,
          onChange: (next: typeof step) =>
            onChange({ ...condition, steps: steps.map((one, at) => (at === index ? next : one)) }),
        };
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place
          <div key={index} className={styles['sentences']}>
            <div className={styles['sentence']}>
              <span className="soft">{t(index === 0 ? 'conditions.firstDid' : 'conditions.thenDid')}</span>
              <EventNameInput {...match} />
              {steps.length > 2 ? (
                <Button
                  type="text"
                  size="small"
                  aria-label={t('action.remove')}
                  icon={<Icon name="close" size={14} />}
                  onClick={() => onChange({ ...condition, steps: steps.filter((_, at) => at !== index) })}
                />
              ) : null}
            </div>
            <EventWhere {...match} />
          </div>
        );
      })}
      {without ? (
        <div className={styles['sentences']}>
          <div className={styles['sentence']}>
            <span className="soft">{t('conditions.withoutDid')}</span>
            <EventNameInput match={without} onChange={(next) => onChange({ ...condition, without: next })} />
            <Button
              type="text"
              size="small"
              aria-label={t('action.remove')}
              icon={<Icon name="close" size={14} />}
              onClick={() => onChange(withoutIt())}
            />
          </div>
          <EventWhere match={without} onChange={(next) => onChange({ ...condition, without: next })} />
        </div>
      ) : null}
      <div className={styles['sentence']}>
        {steps.length < mostSteps ? (
          <Button type="link" size="small" onClick={() => onChange({ ...condition, steps: [...steps, newMatch()] })}>
            {t('conditions.addStep')}
          </Button>
        ) : null}
        {without ? null : (
          <Button type="link" size="small" onClick={() => onChange({ ...condition, without: newMatch() })}>
            {t('conditions.addWithout')}
          </Button>
        )}
      </div>
      <Sentence
        i18nKey="conditions.sequence"
        parts={{
          within: (
            <span className={styles['duration']}>
              <DurationInput
                minutes={withinMinutes}
                onChange={(next) => onChange({ ...condition, withinMinutes: next })}
              />
            </span>
          ),
          window: (
            <WindowPart
              ever
              window={window}
              onChange={(next) => {
                const { window: _, ...rest } = condition;
                onChange({ ...rest, ...(next && { window: next }) });
              }}
            />
          ),
        }}
      />
    </div>
  );
}

export const sequence: ConditionView<'sequence'> = {
  group: 'behaviour',
  icon: 'branch',
  create: () => ({
    type: 'sequence',
    steps: [newMatch(), newMatch()],
    withinMinutes: 1_440,
    window: { type: 'sliding', days: 30 },
  }),
  Sentence: SequenceSentence,
  words: ({ steps, withinMinutes, without, window }, tools) =>
    tools.t(without ? 'conditionWords.sequenceWithout' : 'conditionWords.sequence', {
      steps: steps.map(tools.event).join(' → '),
      within: tools.format.duration(withinMinutes),
      without: without ? tools.event(without) : '',
      window: tools.window(window),
    }),
  isComplete: ({ steps, without, window }) =>
    steps.every(isMatchComplete) && (without === undefined || isMatchComplete(without)) && isWindowComplete(window),
};
