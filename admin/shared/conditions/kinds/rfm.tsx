import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { cellsOfGroup, type RfmCell, type RfmGroup, rfmGroups } from '#contracts/rfm.ts';
import { Sentence } from '../parts/sentence.tsx';
import type { ConditionOf, ConditionView, SentenceProps } from './condition-view.ts';

/** Cells are chosen by the names that marketers have for them; single ones come from the grid and stay beside them. */
function RfmSentence({ condition, onChange }: SentenceProps<ConditionOf<'rfm'>>) {
  const { t } = useTranslation();
  const { groups, others } = groupsOf(condition.cells);
  return (
    <Sentence
      i18nKey="conditions.rfm"
      parts={{
        groups: (
          <Select
            mode="multiple"
            aria-label={t('conditions.rfmGroups')}
            placeholder={t('conditions.rfmGroups')}
            style={{ minWidth: 200, maxWidth: '100%' }}
            status={condition.cells.length === 0 ? 'warning' : ''}
            value={[...groups]}
            options={rfmGroups.map((value) => ({ value, label: t(`customers.rfm.group.${value}`) }))}
            onChange={(chosen: RfmGroup[]) =>
              onChange({ ...condition, cells: [...chosen.flatMap(cellsOfGroup), ...others] })
            }
          />
        ),
        others:
          others.length > 0 ? (
            <span className="soft">
              {t(groups.length > 0 ? 'conditions.rfmMore' : 'conditions.rfmCells', { count: others.length })}
            </span>
          ) : (
            // A part of a sentence must be an element.
            <span />
          ),
      }}
    />
  );
}

/** The groups of which all cells are among them, whatever the value, and the cells that are left. */
function groupsOf(cells: readonly RfmCell[]): { readonly groups: readonly RfmGroup[]; readonly others: RfmCell[] } {
  const has = (wanted: RfmCell): boolean => cells.some((cell) => isSame(cell, wanted));
  const groups = rfmGroups.filter((group) => cellsOfGroup(group).every(has));
  const named = groups.flatMap(cellsOfGroup);
  return { groups, others: cells.filter((cell) => !named.some((one) => isSame(one, cell))) };
}

function isSame(a: RfmCell, b: RfmCell): boolean {
  return a.recency === b.recency && a.frequency === b.frequency && a.monetary === b.monetary;
}

export const rfm: ConditionView<'rfm'> = {
  group: 'orders',
  icon: 'segments',
  create: () => ({ type: 'rfm', cells: [...cellsOfGroup('champions')] }),
  Sentence: RfmSentence,
  words: ({ cells }, { t }) => {
    const { groups, others } = groupsOf(cells);
    const names = groups.map((group) => t(`customers.rfm.group.${group}`));
    const rest = others.length > 0 ? [t('conditions.rfmCells', { count: others.length })] : [];
    return t('conditionWords.rfm', { groups: [...names, ...rest].join(', ') || '…' });
  },
  isComplete: ({ cells }) => cells.length > 0,
};
