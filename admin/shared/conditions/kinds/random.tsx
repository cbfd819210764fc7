import Input from 'antd/es/input';
import { useTranslation } from 'react-i18next';
import { NumberPart } from '../parts/number-part.tsx';
import { Sentence } from '../parts/sentence.tsx';
import type { ConditionOf, ConditionView, SentenceProps } from './condition-view.ts';

function RandomSentence({ condition, onChange }: SentenceProps<ConditionOf<'random'>>) {
  const { t } = useTranslation();
  return (
    <Sentence
      i18nKey="conditions.random"
      parts={{
        share: (
          <NumberPart
            label={t('conditions.share')}
            value={condition.share}
            min={0}
            max={100}
            step={1}
            precision={2}
            unit="%"
            onChange={(share) => onChange({ ...condition, share })}
          />
        ),
        salt: (
          <Input
            aria-label={t('conditions.draw')}
            style={{ width: 160 }}
            maxLength={64}
            status={condition.salt === '' ? 'warning' : ''}
            value={condition.salt}
            onChange={(event) => onChange({ ...condition, salt: event.target.value })}
          />
        ),
      }}
    />
  );
}

export const random: ConditionView<'random'> = {
  group: 'groups',
  icon: 'dice',
  create: () => ({ type: 'random', share: 10, salt: 'a' }),
  Sentence: RandomSentence,
  words: ({ share, salt }, { t, format }) =>
    t('conditionWords.random', { share: format.number(share), salt: salt || '…' }),
  isComplete: ({ salt }) => salt !== '',
};
