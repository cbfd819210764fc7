import { useTranslation } from 'react-i18next';
import type { SchemaField } from '#contracts/schema/schema-registry.ts';
import { useFormat } from '../../shared/format.ts';
import { FactList } from '../../shared/ui/fact-list.tsx';
import styles from './field-facts.module.css';
import { DistinctText, ShareText } from './schema-marks.tsx';

/** What was seen of a property or trait. */
export function FieldFacts({ field, of }: { field: SchemaField; of?: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const types = field.types.map(({ type, count }) => `${t(`data.type.${type}`)} ${format.compact(count)}`);
  return (
    <div className="column" style={{ gap: 16 }}>
      <FactList
        facts={[
          {
            key: 'share',
            label: of ?? t('data.field.share'),
            value: <ShareText field={field} />,
          },
          { key: 'types', label: t('data.field.types'), value: types.join(' · ') || t('data.field.notSeen') },
          {
            key: 'distinct',
            label: t('data.field.distinctTitle'),
            value: <DistinctText count={field.distinct} />,
          },
          ...(field.least === undefined || field.greatest === undefined
            ? []
            : [
                {
                  key: 'range',
                  label: t('data.field.rangeTitle'),
                  value: (
                    <span className="number">
                      {t('data.field.range', {
                        least: format.rate(field.least),
                        greatest: format.rate(field.greatest),
                      })}
                    </span>
                  ),
                },
              ]),
        ]}
      />
      {field.masked ? (
        <p className="soft">{t('data.field.maskedText')}</p>
      ) : field.values.length > 0 ? (
        <TopValues field={field} />
      ) : (
        <p className="soft small">{t('data.field.noValues')}</p>
      )}
    </div>
  );
}

const valuesShown = 10;

function TopValues({ field }: { field: SchemaField }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = field.values.slice(0, valuesShown);
  const greatest = shown[0]?.count ?? 1;
  return (
    <section className="column" aria-label={t('data.field.values')}>
      <h3>{field.distinct <= 48 ? t('data.field.values') : t('data.field.someValues')}</h3>
      <div className={styles['values']}>
        {shown.map(({ text, count }) => (
          <div key={text} className={styles['value']}>
            <span className="truncate" title={text}>
              {text}
            </span>
            <span className={styles['track']}>
              <span className={styles['fill']} style={{ width: `${(count / greatest) * 100}%` }} />
            </span>
            <span className="number">{format.compact(count)}</span>
          </div>
        ))}
      </div>
    </section>
  );
}
