import { useTranslation } from 'react-i18next';
import styles from '../conditions.module.css';
import { isTestComplete } from '../parts/complete.ts';
import { newTest } from '../parts/property-test.ts';
import { Sentence } from '../parts/sentence.tsx';
import { TestList } from '../parts/test-list.tsx';
import { WordsPart } from '../parts/words-part.tsx';
import { useCatalog } from '../use-catalog.ts';
import type { ConditionOf, ConditionView, SentenceProps } from './condition-view.ts';

function CompanySentence({ condition, onChange }: SentenceProps<ConditionOf<'company'>>) {
  const { t } = useTranslation();
  const known = useCatalog();
  const { companies = [], where } = condition;
  return (
    <div className={styles['sentences']}>
      <Sentence
        i18nKey="conditions.company"
        parts={{
          companies: (
            <WordsPart
              label={t('conditions.anyCompany')}
              values={companies}
              optional
              suggestions={known.companies.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(next) => onChange({ type: 'company', where, ...(next.length > 0 && { companies: next }) })}
            />
          ),
        }}
      />
      <TestList
        tests={where}
        fields={known.companyTraits}
        first={t('conditions.companyWhere')}
        add={t('conditions.addCompanyTest')}
        create={newTest}
        onChange={(next) => onChange({ ...condition, where: next })}
      />
    </div>
  );
}

export const company: ConditionView<'company'> = {
  group: 'person',
  icon: 'companies',
  create: () => ({ type: 'company', where: [] }),
  Sentence: CompanySentence,
  words: ({ companies = [], where }, { t, test }) =>
    t('conditionWords.company', {
      companies: companies.join(', ') || t('conditions.anyCompany'),
      tests: where.length === 0 ? '' : ` (${where.map((one) => test(one)).join(t('conditionWords.joint.all'))})`,
    }),
  isComplete: ({ where }) => where.every(isTestComplete),
};
