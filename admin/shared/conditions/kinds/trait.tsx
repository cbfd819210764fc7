import { isTestComplete } from '../parts/complete.ts';
import { newTest } from '../parts/property-test.ts';
import { Sentence } from '../parts/sentence.tsx';
import { TraitTestEditor } from '../parts/trait-test-editor.tsx';
import { useCatalog } from '../use-catalog.ts';
import type { ConditionOf, ConditionView, SentenceProps } from './condition-view.ts';

function TraitSentence({ condition, onChange }: SentenceProps<ConditionOf<'trait'>>) {
  const { traits } = useCatalog();
  const test = (
    <TraitTestEditor
      test={condition.test}
      fields={traits}
      onChange={(next) => onChange({ ...condition, test: next })}
    />
  );
  return <Sentence i18nKey="conditions.trait" parts={{ test }} />;
}

export const trait: ConditionView<'trait'> = {
  group: 'person',
  icon: 'profiles',
  create: () => ({ type: 'trait', test: newTest() }),
  Sentence: TraitSentence,
  words: ({ test }, tools) => tools.test(test, tools.names.trait),
  isComplete: ({ test }) => isTestComplete(test),
};
