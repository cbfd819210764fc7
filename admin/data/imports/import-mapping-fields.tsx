import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '#contracts/api/import.ts';
import { type ImportMapping, ignoredTarget, importOpenTargets, importTimeFormats } from '#contracts/import.ts';
import { Field } from '../../shared/ui/field.tsx';
import styles from './import.module.css';
import { ImportConsents } from './import-consents.tsx';
import { ImportConstants } from './import-constants.tsx';
import { ImportCountry } from './import-country.tsx';
import { ImportOrderFields } from './import-order-fields.tsx';
import { TargetSelect } from './import-target-select.tsx';
import { openTarget, splitTarget, targetKey, withTarget } from './import-targets.ts';

interface ImportMappingFieldsProps {
  readonly preview: ImportPreview;
  readonly mapping: ImportMapping;
  readonly onChange: (mapping: ImportMapping) => void;
}

const zones = Intl.supportedValuesOf('timeZone');

/** Each column with what stands in it and what it becomes. */
export function ImportMappingFields({ preview, mapping, onChange }: ImportMappingFieldsProps) {
  const { t } = useTranslation();
  const { kind } = mapping;
  const words = (key: string) => t(`imports.target.${key}`);
  const samplesOf = (column: string) =>
    [...new Set(preview.rows.map(({ values }) => values[column] ?? '').filter(Boolean))].slice(0, 3).join(' · ');
  return (
    <div className="column" style={{ gap: 24 }}>
      {preview.missing.map((choice) => (
        <p key={choice.join()} role="alert" style={{ color: 'var(--failed)' }}>
          {t('imports.missing', { choice: choice.map(targetKey).map(words).join(' / ') })}
        </p>
      ))}
      <ul className={styles['columns']}>
        {mapping.columns.map(({ column, target }) => {
          const { choice, name } = splitTarget(kind, target);
          return (
            <li key={column} className={target === ignoredTarget ? styles['ignored'] : undefined}>
              <span className={styles['source']}>
                <strong>{column}</strong>
                <span className="small faint truncate">{samplesOf(column) || t('imports.noValues')}</span>
              </span>
              <TargetSelect
                kind={kind}
                label={t('imports.becomes', { column })}
                value={choice}
                onChange={(next) =>
                  onChange(
                    withTarget(
                      mapping,
                      column,
                      next === openTarget ? `${importOpenTargets[kind]}.${column.replaceAll('.', ' ').trim()}` : next,
                    ),
                  )
                }
              />
              {choice === openTarget ? (
                <OwnName
                  column={column}
                  name={name}
                  onChange={(next) => onChange(withTarget(mapping, column, `${importOpenTargets[kind]}.${next}`))}
                />
              ) : (
                <span />
              )}
            </li>
          );
        })}
      </ul>
      <ImportConstants mapping={mapping} onChange={onChange} />
      <div className={styles['fields']}>
        <Field label={t('imports.timeFormat')}>
          {(control) => (
            <Select
              {...control}
              value={mapping.timeFormat}
              options={importTimeFormats.map((value) => ({ value, label: t(`imports.timeFormats.${value}`) }))}
              onChange={(timeFormat) => onChange({ ...mapping, timeFormat })}
            />
          )}
        </Field>
        <Field label={t('imports.timeZone')} hint={t('imports.timeZoneHint')}>
          {(control) => (
            <Select
              {...control}
              showSearch
              value={mapping.timeZone}
              options={[...new Set(['UTC', mapping.timeZone, ...zones])].map((value) => ({ value, label: value }))}
              onChange={(timeZone) => onChange({ ...mapping, timeZone })}
            />
          )}
        </Field>
        <ImportCountry mapping={mapping} onChange={onChange} />
      </div>
      {kind === 'customers' ? <ImportConsents preview={preview} mapping={mapping} onChange={onChange} /> : null}
      {kind === 'orders' ? <ImportOrderFields mapping={mapping} onChange={onChange} /> : null}
    </div>
  );
}

interface OwnNameProps {
  readonly column: string;
  readonly name: string;
  readonly onChange: (name: string) => void;
}

/** What the value is called; emptied, it is called as its column, and another name can be typed. */
function OwnName({ column, name, onChange }: OwnNameProps) {
  const { t } = useTranslation();
  const [emptied, setEmptied] = useState(false);
  return (
    <Input
      aria-label={t('imports.ownName', { column })}
      className="mono"
      maxLength={200}
      value={emptied ? '' : name}
      placeholder={name}
      onChange={(event) => {
        setEmptied(event.target.value === '');
        onChange(event.target.value || column.replaceAll('.', ' ').trim());
      }}
      onBlur={() => setEmptied(false)}
    />
  );
}
