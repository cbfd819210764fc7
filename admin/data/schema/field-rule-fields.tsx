import Input from 'antd/es/input';
import Select from 'antd/es/select';
import Switch from 'antd/es/switch';
import { useTranslation } from 'react-i18next';
import { type FieldRule, fieldTypes, personalClasses } from '#contracts/schema/schema.ts';
import type { SchemaField } from '#contracts/schema/schema-registry.ts';
import { Field } from '../../shared/ui/field.tsx';
import { allowedOf } from './allowed-values.ts';

interface FieldRuleFieldsProps {
  readonly kind: 'event' | 'trait';
  readonly field: SchemaField;
  readonly value: FieldRule;
  readonly onChange: (rule: FieldRule) => void;
}

const asLearned = 'learned';

/** What can be fixed of one property or trait. */
export function FieldRuleFields({ kind, field, value, onChange }: FieldRuleFieldsProps) {
  const { t } = useTranslation();
  const learned = t('data.field.asLearned', { type: t(`data.type.${field.learned}`) });
  const byName = t('data.field.byName', { personal: t(`data.personal.${field.personal}`) });
  const { type: _type, ...untyped } = value;
  const { allowed: _allowed, ...unlimited } = value;
  const { personal: _personal, ...unclassed } = value;
  return (
    <>
      <Field label={t('data.field.displayName')} hint={t('data.field.displayNameHint')}>
        {(control) => (
          <Input
            {...control}
            maxLength={60}
            value={value.displayName}
            onChange={(change) => onChange({ ...value, displayName: change.target.value })}
          />
        )}
      </Field>
      <Field label={t('data.field.type')} hint={t('data.field.typeHint')}>
        {(control) => (
          <Select
            {...control}
            value={value.type ?? asLearned}
            options={[
              { value: asLearned, label: learned },
              ...fieldTypes.map((type) => ({ value: type, label: t(`data.type.${type}`) })),
            ]}
            onChange={(chosen) => {
              const type = fieldTypes.find((known) => known === chosen);
              onChange(type === undefined ? untyped : { ...value, type });
            }}
          />
        )}
      </Field>
      {kind === 'event' ? (
        <Field label={t('data.field.isRequired')} hint={t('data.field.isRequiredHint')}>
          {(control) => (
            <span>
              <Switch {...control} checked={value.required} onChange={(required) => onChange({ ...value, required })} />
            </span>
          )}
        </Field>
      ) : null}
      <Field label={t('data.field.allowed')} hint={t('data.field.allowedHint')}>
        {(control) => (
          <Select
            {...control}
            mode="tags"
            maxCount={200}
            tokenSeparators={[',', '，', '、']}
            placeholder={t('data.field.anyValue')}
            value={(value.allowed ?? []).map(String)}
            options={field.values.map(({ text }) => ({ value: text }))}
            onChange={(texts: string[]) => {
              const allowed = allowedOf(texts, value.type ?? field.learned);
              onChange(allowed.length === 0 ? unlimited : { ...value, allowed });
            }}
          />
        )}
      </Field>
      <Field label={t('data.field.personal')} hint={t('data.field.personalHint')}>
        {(control) => (
          <Select
            {...control}
            value={value.personal ?? asLearned}
            options={[
              ...(field.rule?.personal === undefined ? [{ value: asLearned, label: byName }] : []),
              ...personalClasses.map((personal) => ({ value: personal, label: t(`data.personal.${personal}`) })),
            ]}
            onChange={(chosen) => {
              const personal = personalClasses.find((known) => known === chosen);
              onChange(personal === undefined ? unclassed : { ...value, personal });
            }}
          />
        )}
      </Field>
      <Field label={t('data.field.description')} hint={t('data.field.descriptionHint')}>
        {(control) => (
          <Input.TextArea
            {...control}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={1_000}
            value={value.description}
            onChange={(event) => onChange({ ...value, description: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
