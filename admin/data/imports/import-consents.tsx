import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '#contracts/api/import.ts';
import type { ConsentColumn } from '#contracts/consent/consent-column.ts';
import { type ImportMapping, ignoredTarget } from '#contracts/import.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { ImportConsentFields } from './import-consent-fields.tsx';

interface ImportConsentsProps {
  readonly preview: ImportPreview;
  readonly mapping: ImportMapping;
  readonly onChange: (mapping: ImportMapping) => void;
}

const usualYes = ['yes', 'y', 'true', '1', '是'];
const usualNo = ['no', 'n', 'false', '0', '否'];

/** Columns that say who may be written to, with what proves it. */
export function ImportConsents({ preview, mapping, onChange }: ImportConsentsProps) {
  const { t } = useTranslation();
  const { consents = [], ...rest } = mapping;
  const columns = mapping.columns.map(({ column }) => column);
  const put = (next: ConsentColumn[]) => {
    const used = new Set(next.flatMap(({ column, proof }) => [column, ...Object.values(proof)]));
    onChange({
      ...rest,
      // What says or proves consent is no trait beside.
      columns: mapping.columns.map((own) =>
        used.has(own.column) && own.target.startsWith('traits.') ? { ...own, target: ignoredTarget } : own,
      ),
      ...(next.length > 0 && { consents: next }),
    });
  };
  const add = () => {
    const taken = new Set(consents.map(({ column }) => column));
    const column = columns.find((one) => /consent|subscri|opt|订阅|訂閱|同意/i.test(one) && !taken.has(one));
    put([
      ...consents,
      {
        ...{ column: column ?? columns.find((one) => !taken.has(one)) ?? '', channel: 'email' },
        ...{ granted: usualYes, denied: usualNo, confirmed: false, proof: {} },
      },
    ]);
  };
  return (
    <div className="column">
      <strong style={{ fontWeight: 500 }}>{t('imports.consents.title')}</strong>
      <span className="small faint">{t('imports.consents.note')}</span>
      {consents.map((consent, index) => (
        <ImportConsentFields
          // biome-ignore lint/suspicious/noArrayIndexKey: two of them may be of the same column
          key={index}
          consent={consent}
          columns={columns}
          samples={[...new Set(preview.rows.map(({ values }) => values[consent.column] ?? '').filter(Boolean))]}
          onChange={(next) => put(consents.map((one, place) => (place === index ? next : one)))}
          onRemove={() => put(consents.filter((_, place) => place !== index))}
        />
      ))}
      <span>
        <Button
          size="small"
          icon={<Icon name="plus" size={14} />}
          disabled={consents.length >= 20 || columns.length === 0}
          onClick={add}
        >
          {t('imports.consents.add')}
        </Button>
      </span>
    </div>
  );
}
