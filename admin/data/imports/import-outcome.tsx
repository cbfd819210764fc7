import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '#contracts/api/import.ts';
import type { JsonObject } from '#contracts/json.ts';
import { Pill } from '../../shared/ui/marks.tsx';
import styles from './import.module.css';

const shown = 8;

/** What the first rows become, one card for each person or event. */
export function ImportOutcome({ preview, problem }: { preview: ImportPreview; problem: string | undefined }) {
  const { t } = useTranslation();
  if (problem !== undefined) {
    return (
      <p role="alert" style={{ color: 'var(--failed)' }}>
        {problem}
      </p>
    );
  }
  if (preview.items.length === 0)
    return <p className="faint">{t(preview.missing.length > 0 ? 'imports.noOutcome' : 'imports.noRows')}</p>;
  return (
    <ul className={styles['outcome']}>
      {preview.items.slice(0, shown).map((item) => (
        <li key={`${item.line}${item.type}`} className={styles['card']}>
          <span className="row wrap">
            {item.type === 'event' ? (
              <Pill tone="positive">{String(item.event['event'] ?? t('imports.person'))}</Pill>
            ) : (
              <Pill tone="failed">{t('imports.leftOut')}</Pill>
            )}
            <span className="small faint">{t('imports.line', { line: item.line })}</span>
          </span>
          {item.type === 'event' ? (
            <>
              {item.unread?.map(({ column, reason }) => (
                <span key={`${column}${reason}`} className="small" style={{ color: 'var(--held)' }}>
                  {column}: {t(`imports.unread.reason.${reason}`)}
                </span>
              ))}
              <Facts event={item.event} />
            </>
          ) : (
            <span className="small">
              {t(`imports.reason.${item.reason}`)}
              {item.about ? (
                <span className="faint">
                  {' · '}
                  {item.about.column === undefined ? null : `${item.about.column}: `}
                  {item.about.value || '–'}
                </span>
              ) : null}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Facts({ event }: { event: JsonObject }) {
  const { type: _type, messageId: _id, event: _name, properties, traits, context, ...own } = event;
  const rows = [...flat(own), ...flat(context), ...flat(traits), ...flat(properties)];
  return (
    <dl className={styles['facts']}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function flat(value: unknown, prefix = ''): [string, string][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, inner]): [string, string][] =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? flat(inner, `${prefix}${name}.`)
      : [[`${prefix}${name}`, typeof inner === 'string' ? inner : JSON.stringify(inner)]],
  );
}
