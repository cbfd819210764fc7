import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { LifecycleFunnel, StageMove } from '#contracts/api/lifecycle.ts';
import { lifecycleStages, stageSegment } from '#contracts/lifecycle.ts';
import { noStage, writePeopleMove } from '#contracts/people-move.ts';
import { useFormat } from '../shared/format.ts';
import { type Column, DataTable } from '../shared/ui/data-table.tsx';
import { Pill } from '../shared/ui/marks.tsx';
import { Section } from '../shared/ui/page.tsx';
import { EmptyState } from '../shared/ui/state.tsx';

type Stage = StageMove['from'];

/** Every way that people went within the period, the most used first; each number leads to them. */
export function StageMoves({ funnel, days }: { funnel: LifecycleFunnel; days: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = (stage: Stage, none: string) => (stage === null ? none : t(`attributes.stage.${stage}`));
  const period = { since: Date.parse(funnel.since), until: Date.parse(funnel.until) };
  const columns: Column<StageMove>[] = [
    {
      key: 'from',
      title: t('customers.lifecycle.from'),
      render: ({ from }) => nameOf(from, t('customers.lifecycle.isNew')),
    },
    {
      key: 'to',
      title: t('customers.lifecycle.to'),
      render: ({ to }) => nameOf(to, t('customers.lifecycle.noStage')),
    },
    {
      key: 'way',
      title: t('customers.lifecycle.way'),
      render: (move) => {
        const way = wayOf(move);
        return (
          <Pill tone={way === 'onwards' ? 'positive' : way === 'back' ? 'held' : 'neutral'}>
            {t(`customers.lifecycle.ways.${way}`)}
          </Pill>
        );
      },
    },
    {
      key: 'people',
      title: t('customers.people'),
      align: 'end',
      render: ({ from, to, people }) => (
        <Link
          className="link number"
          to="/profiles"
          search={{
            moved: writePeopleMove({ ...period, from: segmentOf(from), to: segmentOf(to) }),
          }}
        >
          {format.number(people)}
        </Link>
      ),
    },
  ];
  const moves = funnel.moves.toSorted((a, b) => b.people - a.people);
  return (
    <Section title={t('customers.lifecycle.moves')} note={t('customers.lastDays', { count: days })} flush>
      {moves.length === 0 ? (
        <EmptyState
          compact
          icon="journeys"
          title={t('customers.lifecycle.noMoves')}
          text={t('customers.lifecycle.noMovesText')}
        />
      ) : (
        <DataTable
          label={t('customers.lifecycle.moves')}
          columns={columns}
          rows={moves}
          rowKey={({ from, to }) => `${from}-${to}`}
        />
      )}
    </Section>
  );
}

function segmentOf(stage: Stage): string {
  return stage === null ? noStage : stageSegment(stage);
}

function wayOf({ from, to }: StageMove): 'arrived' | 'onwards' | 'back' {
  if (from === null) return 'arrived';
  return to !== null && lifecycleStages.indexOf(to) > lifecycleStages.indexOf(from) ? 'onwards' : 'back';
}
