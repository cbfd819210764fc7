import { useTranslation } from 'react-i18next';
import type { SchemaEvent } from '#contracts/schema/schema-registry.ts';
import { useFormat } from '../../shared/format.ts';
import { Figure } from '../../shared/ui/figure.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import styles from '../data.module.css';

export function EventFigures({ event }: { event: SchemaEvent }) {
  const { t } = useTranslation();
  const format = useFormat();
  const recent = event.days.reduce((sum, { events }) => sum + events, 0);
  const today = event.days.at(-1)?.events ?? 0;
  return (
    <Section>
      <div className={styles['figures']}>
        <Figure label={t('data.events.today')} value={format.compact(today)} />
        <Figure label={t('data.events.last30')} value={format.compact(recent)} />
        <Figure
          label={t('data.events.ever')}
          value={format.compact(event.events)}
          note={event.imported > 0 ? t('data.events.imported', { number: format.number(event.imported) }) : undefined}
        />
        <Figure
          label={t('data.events.lastSeen')}
          value={event.lastSeenAt === null ? t('data.field.notSeen') : <RelativeTime at={event.lastSeenAt} />}
          note={
            event.firstSeenAt === null
              ? undefined
              : t('data.events.firstSeen', { date: format.date(event.firstSeenAt) })
          }
        />
        <Figure
          label={t('data.kept.title')}
          value={format.compact(event.keptAside)}
          {...(event.keptAside > 0 && { link: { to: '/data/kept-aside' } as const })}
        />
      </div>
    </Section>
  );
}
