import { useTranslation } from 'react-i18next';
import type { PropertyTest } from '#contracts/condition.ts';
import { useNames } from '../../names/use-names.ts';
import styles from '../conditions.module.css';
import { Choice } from '../parts/choice.tsx';
import { useComparisonParts } from '../parts/comparison-parts.tsx';
import { isTestComplete, isWindowComplete } from '../parts/complete.ts';
import { isNever } from '../parts/frequency.ts';
import { useFrequencyParts } from '../parts/frequency-parts.tsx';
import { newTest } from '../parts/property-test.ts';
import { Sentence } from '../parts/sentence.tsx';
import { TestList } from '../parts/test-list.tsx';
import { WindowPart } from '../parts/window-part.tsx';
import { propertiesOf, useCatalog } from '../use-catalog.ts';
import type { ConditionOf, ConditionView, SentenceProps, WordTools } from './condition-view.ts';
import { frequencyWords } from './frequency-words.ts';

/** The event by which orders come, of Segment's ecommerce specification. */
const orderEvent = 'Order Completed';
const productPrefix = /^products(\[\])?\./;

interface Narrowed {
  readonly where: PropertyTest[];
  readonly product?: PropertyTest[] | undefined;
}

/** What an order, or one of its products, must be. */
function OrderTests({ condition, onChange }: { condition: Narrowed; onChange: (next: Narrowed) => void }) {
  const { t } = useTranslation();
  const fields = propertiesOf(useCatalog(), orderEvent);
  const ofProducts = fields
    .filter(({ name }) => productPrefix.test(name))
    .map((field) => ({ ...field, name: field.name.replace(productPrefix, '') }));
  const { where, product } = condition;
  const names = useNames();
  const nameOf = (path: string) => names.property(orderEvent, path);
  const change = (tests: PropertyTest[]) => onChange({ where, ...(tests.length > 0 && { product: tests }) });
  return (
    <>
      <TestList
        tests={product ?? []}
        fields={ofProducts}
        nameOf={nameOf}
        first={t('conditions.withProduct')}
        add={t('conditions.addProduct')}
        onChange={change}
        create={() => ({ ...newTest(), name: 'category' })}
      />
      <TestList
        tests={where}
        fields={fields.filter(({ name }) => !productPrefix.test(name))}
        nameOf={nameOf}
        first={t('conditions.where')}
        add={t('conditions.addWhere')}
        onChange={(tests) => onChange({ where: tests, ...(product && { product }) })}
        create={newTest}
      />
    </>
  );
}

function narrowedWords({ where, product = [] }: Narrowed, { t, test, names }: WordTools): string {
  const tests = [...product, ...where];
  const nameOf = (path: string) => names.property(orderEvent, path);
  const words = tests.map((one) => test(one, nameOf)).join(t('conditionWords.joint.all'));
  return words === '' ? '' : ` (${words})`;
}

function areTestsComplete({ where, product = [] }: Narrowed): boolean {
  return [...where, ...product].every(isTestComplete);
}

function OrderSentence({ condition, onChange }: SentenceProps<ConditionOf<'order'>>) {
  const { frequency } = condition;
  const parts = useFrequencyParts({ frequency, onChange: (next) => onChange({ ...condition, frequency: next }) });
  return (
    <div className={styles['sentences']}>
      <Sentence
        i18nKey={isNever(frequency) ? 'conditions.orderNever' : 'conditions.order'}
        count={frequency.times}
        parts={parts}
      />
      <OrderTests condition={condition} onChange={(next) => onChange({ type: 'order', frequency, ...next })} />
    </div>
  );
}

export const order: ConditionView<'order'> = {
  group: 'orders',
  icon: 'order',
  create: () => ({ type: 'order', where: [], frequency: { comparison: 'at_least', times: 1, withinDays: 90 } }),
  Sentence: OrderSentence,
  words: (condition, tools) => {
    const words = { tests: narrowedWords(condition, tools), ...frequencyWords(condition.frequency, tools) };
    if (isNever(condition.frequency)) return tools.t('conditionWords.orderNever', words);
    return tools.t('conditionWords.order', words);
  },
  isComplete: (condition) => areTestsComplete(condition) && isWindowComplete(condition.frequency.window),
};

function AmountSentence({ condition, onChange }: SentenceProps<ConditionOf<'order_amount'>>) {
  const { t } = useTranslation();
  const { where: _, product: __, window, ...rest } = condition;
  const compared = useComparisonParts(condition, (next) => onChange({ ...condition, ...next }));
  return (
    <div className={styles['sentences']}>
      <Sentence
        i18nKey="conditions.orderAmount"
        parts={{
          ...compared,
          measure: (
            <Choice
              label={t('conditions.measures.label')}
              value={condition.measure}
              options={(['value', 'quantity'] as const).map((value) => ({
                value,
                label: t(`conditions.measures.${value}`),
              }))}
              onChange={(measure) => onChange({ ...condition, measure })}
            />
          ),
          window: (
            <WindowPart
              ever
              window={window}
              onChange={(next) => {
                const { window: _, ...others } = condition;
                onChange({ ...others, ...(next && { window: next }) });
              }}
            />
          ),
        }}
      />
      <OrderTests
        condition={condition}
        onChange={(next) => onChange({ ...rest, ...(window && { window }), ...next })}
      />
    </div>
  );
}

export const orderAmount: ConditionView<'order_amount'> = {
  group: 'orders',
  icon: 'order',
  create: () => ({
    ...{ type: 'order_amount', measure: 'value', where: [], comparison: 'at_least', number: 100 },
    window: { type: 'sliding', days: 365 },
  }),
  Sentence: AmountSentence,
  words: (condition, tools) =>
    tools.t('conditionWords.orderAmount', {
      measure: tools.t(`conditions.measures.${condition.measure}`),
      tests: narrowedWords(condition, tools),
      comparison: tools.t(`comparison.${condition.comparison}`),
      number: tools.format.number(condition.number),
      window: tools.window(condition.window),
    }),
  isComplete: (condition) => areTestsComplete(condition) && isWindowComplete(condition.window),
};
