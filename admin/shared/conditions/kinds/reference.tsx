import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { lifecycleStages } from '#contracts/lifecycle-stage.ts';
import { listsQuery } from '../../../lists/list-queries.ts';
import { segmentsQuery } from '../../../segments/segment-queries.ts';
import { Choice } from '../parts/choice.tsx';
import { Sentence } from '../parts/sentence.tsx';
import type { ConditionOf, ConditionView, SentenceProps } from './condition-view.ts';

function SegmentSentence({ condition, onChange }: SentenceProps<ConditionOf<'segment'>>) {
  const { t } = useTranslation();
  const segments = useQuery(segmentsQuery).data?.items ?? [];
  const options = segments.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Sentence
      i18nKey="conditions.segment"
      parts={{
        segment: (
          <Choice
            label={t('conditions.segmentName')}
            value={condition.segment}
            missing={condition.segment === ''}
            options={options}
            onChange={(segment) => onChange({ ...condition, segment })}
          />
        ),
      }}
    />
  );
}

export const segment: ConditionView<'segment'> = {
  group: 'groups',
  icon: 'segments',
  create: () => ({ type: 'segment', segment: '' }),
  Sentence: SegmentSentence,
  words: (condition, tools) => tools.t('conditionWords.segment', { segment: tools.segment(condition.segment) }),
  isComplete: (condition) => condition.segment !== '',
};

function StageSentence({ condition, onChange }: SentenceProps<ConditionOf<'lifecycle'>>) {
  const { t } = useTranslation();
  return (
    <Sentence
      i18nKey="conditions.lifecycle"
      parts={{
        stage: (
          <Choice
            label={t('conditions.stage')}
            value={condition.stage}
            options={lifecycleStages.map((value) => ({ value, label: t(`conditions.stages.${value}`) }))}
            onChange={(stage) => onChange({ ...condition, stage })}
          />
        ),
      }}
    />
  );
}

export const lifecycle: ConditionView<'lifecycle'> = {
  group: 'groups',
  icon: 'loop',
  create: () => ({ type: 'lifecycle', stage: 'loyalty' }),
  Sentence: StageSentence,
  words: ({ stage }, { t }) => t('conditionWords.lifecycle', { stage: t(`conditions.stages.${stage}`) }),
  isComplete: () => true,
};

function ListSentence({ condition, onChange }: SentenceProps<ConditionOf<'list'>>) {
  const { t } = useTranslation();
  const lists = useQuery(listsQuery).data?.items ?? [];
  return (
    <Sentence
      i18nKey="conditions.list"
      parts={{
        list: (
          <Choice
            label={t('conditions.listName')}
            value={condition.list}
            missing={condition.list === ''}
            options={lists.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(list) => onChange({ ...condition, list })}
          />
        ),
      }}
    />
  );
}

export const list: ConditionView<'list'> = {
  group: 'groups',
  icon: 'copy',
  create: () => ({ type: 'list', list: '' }),
  Sentence: ListSentence,
  words: (condition, tools) => tools.t('conditionWords.list', { list: tools.list(condition.list) }),
  isComplete: (condition) => condition.list !== '',
};
