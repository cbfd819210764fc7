import { useTranslation } from 'react-i18next';
import type { Journey } from '#contracts/api/journey.ts';
import type { Rehearsal } from '#contracts/api/rehearsal.ts';
import type { RehearsalCounts } from '#contracts/rehearsal.ts';
import { useFormat } from '../../shared/format.ts';
import { Figure } from '../../shared/ui/figure.tsx';
import { Pill } from '../../shared/ui/marks.tsx';
import { Section } from '../../shared/ui/page.tsx';
import styles from '../rehearsal.module.css';
import { BusiestPeople } from './busiest-people.tsx';
import { DayBars } from './day-bars.tsx';
import { StepTable } from './step-table.tsx';

interface PastResultProps {
  readonly journey: Journey;
  readonly rehearsal: Rehearsal;
  readonly counts: RehearsalCounts;
}

export function PastResult({ journey, rehearsal, counts }: PastResultProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { from, until, share, outdated } = rehearsal;
  const period = t('rehearsal.past.between', { from: format.date(from), until: format.date(until) });
  const trigger = journey.draft.nodes.find((node) => node.kind === 'trigger')?.trigger;
  const nodes = Object.values(counts.nodes);
  const sent = sum(nodes.map((node) => sum(Object.values(node.sent))));
  const held = sum(nodes.map((node) => sum(Object.values(node.heldBack))));
  const note =
    share !== null && share < 1
      ? t('rehearsal.past.sample', { people: format.number(counts.people), share: format.percent(share) })
      : t('rehearsal.past.everybody', { people: format.number(counts.people) });
  return (
    <>
      <Section
        title={period}
        note={note}
        extra={outdated ? <Pill tone="held">{t('rehearsal.past.outdated')}</Pill> : null}
      >
        <div className={styles['figures']}>
          <Figure
            label={t('rehearsal.past.entries')}
            value={format.number(counts.entries)}
            note={t('rehearsal.past.entered', { count: counts.entered, people: format.number(counts.entered) })}
          />
          <Figure label={t('rehearsal.past.sent')} value={format.number(sent)} />
          <Figure label={t('rehearsal.past.held')} value={format.number(held)} />
          <Figure
            label={t('rehearsal.past.completed')}
            value={format.number(counts.completed)}
            note={t('rehearsal.past.exited', { people: format.number(sum(Object.values(counts.exited))) })}
          />
        </div>
        {trigger?.type === 'api' || trigger?.type === 'import' ? (
          <p className="soft small" style={{ marginTop: 12 }}>
            {t(`rehearsal.past.startedBy.${trigger.type}`)}
          </p>
        ) : null}
        {share !== null && share < 1 && share > 0 ? (
          <p className="soft small" style={{ marginTop: 12 }}>
            {t('rehearsal.past.scaled', {
              entries: format.compact(Math.round(counts.entries / share)),
              sent: format.compact(Math.round(sent / share)),
            })}
          </p>
        ) : null}
      </Section>
      {counts.days.length > 0 ? (
        <Section title={t('rehearsal.past.byDay')}>
          <div className={styles['charts']}>
            <DayBars
              label={t('rehearsal.past.entries')}
              days={counts.days}
              period={{ from, until }}
              measure="entries"
            />
            <DayBars label={t('rehearsal.past.sent')} days={counts.days} period={{ from, until }} measure="messages" />
          </div>
        </Section>
      ) : null}
      <StepTable journey={journey} counts={counts} />
      <BusiestPeople busiest={counts.busiest} />
    </>
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
