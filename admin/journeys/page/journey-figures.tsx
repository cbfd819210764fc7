import { useTranslation } from 'react-i18next';
import type { JourneyCounts } from '#contracts/api/journey.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { useFormat } from '../../shared/format.ts';
import { Figure } from '../../shared/ui/figure.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { goalsOf } from './goals-of.ts';
import styles from './journey-editor.module.css';

interface JourneyFiguresProps {
  readonly definition: JourneyDefinition;
  readonly counts: JourneyCounts;
}

/** Is this journey worth it? All versions together, over all time. */
export function JourneyFigures({ definition, counts }: JourneyFiguresProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = (part: number) =>
    counts.entered > 0 ? t('journeys.ofEntered', { share: format.percent(part / counts.entered) }) : '';
  return (
    <Section flush>
      <div className={styles['figures']}>
        <Figure
          label={t('journeys.inside')}
          value={format.number(counts.inside)}
          note={t('journeys.now')}
          link={{ to: '/profiles', search: { journey: definition.id } }}
        />
        <Figure label={t('journeys.entered')} value={format.number(counts.entered)} note={t('journeys.allTime')} />
        {goalsOf(definition, counts).map(({ goal, name, runs }) => (
          <Figure
            key={goal}
            label={t('journeys.goal', { name: name || t('node.goal') })}
            value={format.number(runs)}
            note={share(runs)}
          />
        ))}
        <Figure
          label={t('journeys.completed')}
          value={format.number(counts.completed)}
          note={share(counts.completed)}
        />
        <Figure label={t('journeys.exited')} value={format.number(counts.exited)} note={share(counts.exited)} />
        <Figure
          label={t('journeys.revenue')}
          value={format.money(counts.attributedRevenue, counts.currency)}
          note={t('journeys.fromOrders', { count: counts.attributedOrders })}
        />
      </div>
    </Section>
  );
}
