import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useTranslation } from 'react-i18next';
import type { PayloadRule } from '#contracts/source.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import styles from './mapping.module.css';
import { PathInput } from './path-input.tsx';
import type { PayloadValue } from './payload-shape.ts';
import { TargetFields } from './target-fields.tsx';
import { TypeSelect } from './type-select.tsx';

type PayloadField = PayloadRule['fields'][number];

interface FieldLinesProps {
  readonly fields: readonly PayloadField[];
  readonly paths: readonly PayloadValue[];
  readonly onChange: (fields: PayloadField[]) => void;
}

/** Line by line: where a value stands, or the same value always, and what it becomes. */
export function FieldLines({ fields, paths, onChange }: FieldLinesProps) {
  const { t } = useTranslation();
  const put = (index: number, change: Partial<PayloadField>) =>
    onChange(fields.map((field, place) => (place === index ? { ...field, ...change } : field)));
  return (
    <div className={styles['part']}>
      <strong style={{ fontWeight: 500 }}>{t('sources.ruleFields')}</strong>
      {fields.map((field, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: path and target change while they are typed
        <div key={index} className={styles['line']}>
          {field.path === undefined ? (
            <Input
              aria-label={t('sources.fixedValue')}
              placeholder={t('sources.fixedValue')}
              maxLength={500}
              value={field.value ?? ''}
              onChange={(event) => put(index, { value: event.target.value })}
            />
          ) : (
            <PathInput
              label={t('sources.path')}
              value={field.path}
              paths={paths}
              onChange={(path) => put(index, { path })}
            />
          )}
          <TargetFields
            value={field.target}
            suggested={field.path?.split(/[.|]/).at(-1) ?? ''}
            onChange={(target) => put(index, { target })}
          />
          {field.path === undefined ? (
            <span className="small faint">{t('sources.always')}</span>
          ) : (
            <TypeSelect value={field.type} onChange={(type) => put(index, { type })} />
          )}
          <Button
            type="text"
            aria-label={t('action.remove')}
            icon={<Icon name="close" />}
            onClick={() => onChange(fields.filter((_, place) => place !== index))}
          />
        </div>
      ))}
      <span className="row wrap">
        <Button
          size="small"
          icon={<Icon name="plus" size={14} />}
          onClick={() => onChange([...fields, { target: 'properties.', path: '', type: 'auto' }])}
        >
          {t('sources.addField')}
        </Button>
        <Button
          size="small"
          icon={<Icon name="plus" size={14} />}
          onClick={() => onChange([...fields, { target: 'properties.', value: '', type: 'auto' }])}
        >
          {t('sources.addFixed')}
        </Button>
      </span>
    </div>
  );
}
