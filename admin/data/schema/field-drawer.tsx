import Button from 'antd/es/button';
import Drawer from 'antd/es/drawer';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FieldRule, fieldRule } from '#contracts/schema/schema.ts';
import type { SchemaField } from '#contracts/schema/schema-registry.ts';
import { Editable } from '../../sign-in/editable.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { FieldFacts } from './field-facts.tsx';
import { FieldRuleFields } from './field-rule-fields.tsx';

interface FieldDrawerProps {
  readonly field: SchemaField | undefined;
  readonly onClose: () => void;
  /** Null: nothing is fixed of it any more. */
  readonly onChange: (path: string, rule: FieldRule | null) => void;
}

/** One property of an event: what was seen, and what it shall be. Taken over into the draft, saved with the event. */
export function FieldDrawer({ field, onClose, onChange }: FieldDrawerProps) {
  return (
    <Drawer
      open={field !== undefined}
      onClose={onClose}
      title={<span className="mono">{field?.path}</span>}
      size={480}
      destroyOnHidden
    >
      {field ? <FieldForm key={field.path} field={field} onClose={onClose} onChange={onChange} /> : null}
    </Drawer>
  );
}

interface FieldFormProps extends Omit<FieldDrawerProps, 'field'> {
  readonly field: SchemaField;
}

function FieldForm({ field, onClose, onChange }: FieldFormProps) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const [rule, setRule] = useState<FieldRule>(field.rule ?? fieldRule.parse({}));
  return (
    <div className="column" style={{ gap: 24 }}>
      <FieldFacts field={field} />
      <Editable>
        <FieldRuleFields kind="event" field={field} value={rule} onChange={setRule} />
      </Editable>
      {mayChange ? (
        <div className="row wrap">
          <Button
            type="primary"
            onClick={() => {
              onChange(field.path, rule);
              onClose();
            }}
          >
            {t('data.field.apply')}
          </Button>
          {field.rule ? (
            <Button
              onClick={() => {
                onChange(field.path, null);
                onClose();
              }}
            >
              {t('data.field.forget')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
