import { useTranslation } from 'react-i18next';
import { useNames } from '../../names/use-names.ts';
import styles from '../conditions.module.css';
import { Choice } from '../parts/choice.tsx';
import { useComparisonParts } from '../parts/comparison-parts.tsx';
import { isMatchComplete, isWindowComplete } from '../parts/complete.ts';
import { EventNameInput, EventWhere } from '../parts/event-match-editor.tsx';
import { newMatch } from '../parts/property-test.ts';
import { Sentence } from '../parts/sentence.tsx';
import { SuggestInput } from '../parts/suggest-input.tsx';
import { WindowPart } from '../parts/window-part.tsx';
import { propertiesOf, useCatalog } from '../use-catalog.ts';
import type { ConditionOf, ConditionView, SentenceProps } from './condition-view.ts';

const aggregations = ['sum', 'average', 'minimum', 'maximum', 'distinct_count'] as const;

function AggregateSentence({ condition, onChange }: SentenceProps<ConditionOf<'aggregate'>>) {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const names = useNames();
  const { match, property, aggregation, window } = condition;
  const compared = useComparisonParts(condition, (next) => onChange({ ...condition, ...next }));
  const matching = { match, onChange: (next: typeof match) => onChange({ ...condition, match: next }) };
  return (
    <div className={styles['sentences']}>
      <Sentence
        i18nKey="conditions.aggregate"
        parts={{
          ...compared,
          aggregation: (
            <Choice
              label={t('conditions.aggregations.label')}
              value={aggregation}
              options={aggregations.map((value) => ({ value, label: t(`conditions.aggregations.${value}`) }))}
              onChange={(next) => onChange({ ...condition, aggregation: next })}
            />
          ),
          property: (
            <SuggestInput
              label={t('conditions.property')}
              value={property}
              suggestions={propertiesOf(catalog, match.event).map(({ name }) => name)}
              nameOf={(path) => names.property(match.event, path)}
              onChange={(next) => onChange({ ...condition, property: next })}
            />
          ),
          event: <EventNameInput {...matching} />,
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
      <EventWhere {...matching} />
    </div>
  );
}

export const aggregate: ConditionView<'aggregate'> = {
  group: 'behaviour',
  icon: 'data',
  create: () => ({
    ...{ type: 'aggregate', match: newMatch(), property: '', aggregation: 'sum', comparison: 'at_least', number: 100 },
    window: { type: 'sliding', days: 90 },
  }),
  Sentence: AggregateSentence,
  words: ({ aggregation, property, match, comparison, number, window }, tools) =>
    tools.t('conditionWords.aggregate', {
      aggregation: tools.t(`conditions.aggregations.${aggregation}`),
      property: property === '' ? '…' : tools.names.property(match.event, property),
      event: tools.event(match),
      comparison: tools.t(`comparison.${comparison}`),
      number: tools.format.number(number),
      window: tools.window(window),
    }),
  isComplete: ({ match, property, window }) => isMatchComplete(match) && property !== '' && isWindowComplete(window),
};
