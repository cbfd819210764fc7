import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../shared/format.ts';
import { Section } from '../shared/ui/page.tsx';
import { lifecycleQuery } from './attributes/attribute-queries.ts';
import styles from './attributes/attributes.module.css';

/** How many people have come how far; each stage leads to its people. Nothing where no rules are set. */
export function LifecycleStrip({ segment }: { segment: string | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useQuery(lifecycleQuery);
  if (!data || data.stages.length === 0) return null;
  const most = Math.max(1, ...data.stages.map(({ size }) => size));
  return (
    <Section flush>
      <nav className={styles['stages']} aria-label={t('attributes.stages')}>
        {data.stages.map((one) => {
          const isChosen = one.segment === segment;
          return (
            <Link
              key={one.stage}
              from="/profiles"
              search={(before) => ({ ...before, segment: isChosen ? undefined : one.segment })}
              aria-current={isChosen ? 'true' : undefined}
              className={isChosen ? `${styles['stage']} ${styles['chosen']}` : (styles['stage'] ?? '')}
            >
              <span className="small soft truncate">{t(`attributes.stage.${one.stage}`)}</span>
              <span className={styles['size']}>{format.number(one.size)}</span>
              <span className={styles['bar']} aria-hidden="true">
                <span style={{ width: `${(one.size / most) * 100}%` }} />
              </span>
            </Link>
          );
        })}
      </nav>
    </Section>
  );
}
