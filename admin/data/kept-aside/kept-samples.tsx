import { useTranslation } from 'react-i18next';
import type { KeptEvent, MendPreview } from '#contracts/schema/schema-kept-aside.ts';
import { CodeBlock } from '../../shared/ui/code-block.tsx';
import { Pill } from '../../shared/ui/marks.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import styles from '../data.module.css';

interface KeptSamplesProps {
  readonly samples: MendPreview['samples'];
  /** Something would be changed: before and after stand side by side. */
  readonly mended: boolean;
}

/** The newest of a group as they came, and as they would go in. */
export function KeptSamples({ samples, mended }: KeptSamplesProps) {
  const { t } = useTranslation();
  return (
    <Section title={t('data.samples.title')} note={t('data.samples.note')}>
      <div className="column" style={{ gap: 24 }}>
        {samples.map(({ before, after }) => (
          <article key={before.id} className="column">
            <p className="row wrap small">
              <strong style={{ fontWeight: 500 }}>{before.name || t('data.traits.title')}</strong>
              <span className="soft">{before.identities.map(({ value }) => value).join(' · ')}</span>
              <span className="faint">
                <RelativeTime at={before.receivedAt} />
              </span>
            </p>
            <div className={styles['samples']}>
              <Side title={t('data.samples.before')} event={before} />
              {mended || after.problems.length === 0 ? <Side title={t('data.samples.after')} event={after} /> : null}
            </div>
          </article>
        ))}
      </div>
    </Section>
  );
}

function Side({ title, event }: { title: string; event: KeptEvent }) {
  const { t } = useTranslation();
  return (
    <div className="column" style={{ minWidth: 0 }}>
      <p className="row wrap">
        <span className="small faint">{title}</span>
        {event.problems.length === 0 ? (
          <Pill tone="positive" icon="check">
            {t('data.samples.fits')}
          </Pill>
        ) : (
          event.problems.slice(0, 4).map(({ reason, path }) => (
            <Pill key={`${reason}:${path}`} tone="held">
              {t(`data.reason.${reason}`)} {path}
            </Pill>
          ))
        )}
      </p>
      <CodeBlock code={JSON.stringify(event.properties ?? event.traits, null, 2)} />
    </div>
  );
}
