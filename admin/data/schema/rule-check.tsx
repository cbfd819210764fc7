import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { EventRule, SchemaMode } from '#contracts/schema/schema.ts';
import { useFormat } from '../../shared/format.ts';
import { Pill } from '../../shared/ui/marks.tsx';
import { useDebounced } from '../../shared/use-debounced.ts';
import styles from '../data.module.css';
import { ruleCheckQuery } from './schema-queries.ts';

interface RuleCheckProps {
  readonly name: string;
  readonly rule: EventRule;
  readonly mode: SchemaMode;
}

/** What the draft would have done to what came lately, before it is put into force. */
export function RuleCheck({ name, rule, mode }: RuleCheckProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const asked = useDebounced(rule, 300);
  const { data, error } = useQuery({ ...ruleCheckQuery(name, asked), placeholderData: keepPreviousData });
  if (error) return <p role="alert">{error.message}</p>;
  if (data === undefined) return <p className="soft">{t('data.check.asking')}</p>;
  const text = data.looked === 0 ? t('data.check.nothing') : t('data.check.result', { ...data, count: data.misfits });
  return (
    <div className={styles['check']} role="status">
      <p>
        <strong style={{ fontWeight: 500 }}>{text}</strong>{' '}
        {data.misfits > 0 ? <span className="soft">{t(`data.check.then.${mode}`)}</span> : null}
      </p>
      {data.reasons.length > 0 ? (
        <p className="row wrap" style={{ marginTop: 8 }}>
          {data.reasons.slice(0, 8).map(({ reason, path, count }) => (
            <Pill key={`${reason}:${path}`} tone="held">
              {t(`data.reason.${reason}`)} {path} · {format.number(count)}
            </Pill>
          ))}
        </p>
      ) : null}
    </div>
  );
}
