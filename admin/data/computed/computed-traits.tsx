import { useQuery } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComputedTrait } from '#contracts/api/computed-trait.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useFormat } from '../../shared/format.ts';
import { useNames } from '../../shared/names/use-names.ts';
import { DeleteButton } from '../../shared/ui/delete-button.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Skeleton } from '../../shared/ui/state.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import styles from '../data.module.css';
import { computedTraitsQuery, useDeleteComputedTrait } from './computed-queries.ts';
import { ComputedTraitDrawer } from './computed-trait-form.tsx';

/** Traits that follow from events, above those that were sent. */
export function ComputedTraits() {
  const { t } = useTranslation();
  const query = useQuery(computedTraitsQuery);
  const mayChange = useMayChange();
  const [open, setOpen] = useState<ComputedTrait | 'new'>();
  const add = (
    <Button size="small" icon={<Icon name="plus" size={14} />} onClick={() => setOpen('new')}>
      {t('computed.add')}
    </Button>
  );
  return (
    <>
      <Section title={t('computed.title')} extra={mayChange ? add : undefined} flush>
        <QueryView query={query} skeleton={<Skeleton height={64} />}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="soft" style={{ padding: '12px 16px' }}>
                {t('computed.hint')} {t('computed.empty')}
              </p>
            ) : (
              <ul className={styles['list']}>
                {items.map((trait) => (
                  <ComputedLine key={trait.id} trait={trait} onOpen={() => setOpen(trait)} />
                ))}
              </ul>
            )
          }
        </QueryView>
      </Section>
      <ComputedTraitDrawer open={open} onClose={() => setOpen(undefined)} />
    </>
  );
}

function ComputedLine({ trait, onOpen }: { trait: ComputedTrait; onOpen: () => void }) {
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const remove = useDeleteComputedTrait();
  return (
    <li>
      <span className={`${styles['grow']} column`} style={{ gap: 2 }}>
        <span className="row wrap">
          <Button type="link" size="small" style={{ padding: 0 }} onClick={onOpen}>
            {trait.name}
          </Button>
          <span className="mono small faint">{trait.id}</span>
        </span>
        <span className="small soft">
          <ComputedSentence trait={trait} />
        </span>
      </span>
      <CountedState trait={trait} />
      <DeleteButton
        label={t('computed.delete')}
        consequence={t('computed.deleteConsequence')}
        onDelete={() => remove.mutate(trait.id, { onError: (error) => tell(error.message, 'failed') })}
      />
    </li>
  );
}

function ComputedSentence({ trait }: { trait: ComputedTrait }) {
  const { t } = useTranslation();
  const names = useNames();
  const { match, property, withinDays } = trait;
  const aggregation = t(`computed.aggregations.${trait.aggregation}`);
  const parts = [
    t(property === undefined ? 'computed.of.event' : 'computed.of.property', {
      ...{ aggregation, event: names.event(match.event) },
      ...(property !== undefined && { property: names.property(match.event, property) }),
    }),
    withinDays === undefined ? t('computed.allTime') : t('computed.withinDays', { count: withinDays }),
    ...(match.where.length > 0 ? [t('computed.filtered', { count: match.where.length })] : []),
  ];
  return parts.join(' · ');
}

function CountedState({ trait: { backfill, since } }: { trait: ComputedTrait }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (backfill?.state === 'failed') return <span className="small soft">{t('computed.failed')}</span>;
  if (backfill?.state === 'running') {
    const share = backfill.total > 0 ? backfill.done / backfill.total : 0;
    return (
      <span className="small soft number" role="status">
        {t('computed.counting')} {format.percent(share)}
      </span>
    );
  }
  return (
    <span className="small faint">
      {t('computed.since', { date: format.date(since) })} · {t('computed.counted')}
    </span>
  );
}
