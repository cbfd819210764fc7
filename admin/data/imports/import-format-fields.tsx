import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import {
  type ImportFormat,
  type ImportMapping,
  importDelimiters,
  importEncodings,
  importKinds,
  importQuotes,
} from '#contracts/import.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Segmented } from '../../shared/ui/segmented.tsx';
import styles from './import.module.css';

interface ImportFormatFieldsProps {
  readonly format: ImportFormat;
  readonly kind: ImportMapping['kind'];
  readonly onFormat: (format: ImportFormat) => void;
  readonly onKind: (kind: ImportMapping['kind']) => void;
}

const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;
const quoteNames = { '"': 'double', "'": 'single', '': 'none' } as const;

export function ImportFormatFields({ format, kind, onFormat, onKind }: ImportFormatFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className={styles['fields']}>
      <Field label={t('imports.kind')} hint={t(`imports.kindHint.${kind}`)}>
        {({ id: _, ...control }) => (
          <Segmented
            {...control}
            aria-label={t('imports.kind')}
            value={kind}
            options={importKinds.map((value) => ({ value, label: t(`imports.kinds.${value}`) }))}
            onChange={onKind}
          />
        )}
      </Field>
      <Field label={t('imports.encoding')}>
        {(control) => (
          <Select
            {...control}
            value={format.encoding}
            options={importEncodings.map((value) => ({ value, label: t(`imports.encodings.${value}`) }))}
            onChange={(encoding) => onFormat({ ...format, encoding })}
          />
        )}
      </Field>
      {format.type === 'csv' ? (
        <>
          <Field label={t('imports.delimiter')}>
            {(control) => (
              <Select
                {...control}
                value={format.delimiter}
                options={importDelimiters.map((value) => ({
                  value,
                  label: t(`imports.delimiters.${delimiterNames[value]}`),
                }))}
                onChange={(delimiter) => onFormat({ ...format, delimiter })}
              />
            )}
          </Field>
          <Field label={t('imports.quote')}>
            {(control) => (
              <Select
                {...control}
                value={format.quote}
                options={importQuotes.map((value) => ({ value, label: t(`imports.quotes.${quoteNames[value]}`) }))}
                onChange={(quote) => onFormat({ ...format, quote })}
              />
            )}
          </Field>
        </>
      ) : null}
    </div>
  );
}
