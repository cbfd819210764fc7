import Input from 'antd/es/input';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../shared/conditions/use-catalog.ts';
import { Field } from '../shared/ui/field.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import styles from './message-editor.module.css';

interface TemplateFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly rows?: number;
  readonly code?: boolean;
  readonly onChange: (value: string) => void;
}

const alwaysThere = ['links.unsubscribe', 'links.preferences', 'workspace.name'];
const offeredTraits = 6;

/** Liquid source. Below long fields stand the values that can be put in at the cursor. */
export function TemplateField({ label, hint, value, rows = 1, code = false, onChange }: TemplateFieldProps) {
  const { t } = useTranslation();
  const { traits } = useCatalog();
  const mayChange = useMayChange();
  const area = useRef<HTMLDivElement>(null);
  const offered = [...traits.slice(0, offeredTraits).map(({ name }) => `person.${name}`), ...alwaysThere];

  const insert = (name: string) => {
    const field = area.current?.querySelector('textarea');
    const at = field?.selectionStart ?? value.length;
    onChange(`${value.slice(0, at)}{{ ${name} }}${value.slice(field?.selectionEnd ?? at)}`);
    field?.focus();
  };

  return (
    <div ref={area} className="column">
      <Field label={label} hint={hint}>
        {(control) => (
          <Input.TextArea
            {...control}
            autoSize={{ minRows: rows, maxRows: Math.max(rows, 24) }}
            className={code ? (styles['code'] ?? '') : ''}
            spellCheck={!code}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
      {rows > 3 && mayChange ? (
        <div className={styles['values']}>
          <span className="small faint">{t('messages.insert')}</span>
          {offered.map((name) => (
            <button key={name} type="button" className={styles['value']} onClick={() => insert(name)}>
              {name}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
