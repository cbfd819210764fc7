import Input from 'antd/es/input';
import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import Switch from 'antd/es/switch';
import { useTranslation } from 'react-i18next';
import type { Json } from '#contracts/json.ts';
import { Field } from '../../shared/ui/field.tsx';
import type { ProviderField } from './provider-fields.ts';

interface ProviderFieldInputProps {
  readonly field: ProviderField;
  readonly value: Json | undefined;
  /** A secret is set on the server; left empty it stays. */
  readonly kept: boolean;
  readonly error: string | undefined;
  readonly onChange: (value: Json | undefined) => void;
}

export function ProviderFieldInput({ field, value, kept, error, onChange }: ProviderFieldInputProps) {
  const { t } = useTranslation();
  const text = typeof value === 'string' ? value : '';
  const placeholder = kept ? t('settings.secretKept') : (field.placeholder ?? '');
  return (
    <Field label={t(`settings.field.${field.name}`)} error={error}>
      {(control) => {
        switch (field.type) {
          case 'text':
            return (
              <Input
                {...control}
                placeholder={placeholder}
                value={text}
                onChange={(event) => onChange(event.target.value)}
              />
            );
          case 'secret':
            return (
              <Input.Password
                {...control}
                autoComplete="new-password"
                placeholder={placeholder}
                value={text}
                onChange={(event) => onChange(event.target.value)}
              />
            );
          case 'long_text':
          case 'secret_text':
            return (
              <Input.TextArea
                {...control}
                autoSize={{ minRows: 2, maxRows: 6 }}
                placeholder={placeholder}
                value={text}
                onChange={(event) => onChange(event.target.value)}
              />
            );
          case 'number':
            return (
              <InputNumber
                {...control}
                min={1}
                placeholder={placeholder}
                style={{ width: '100%' }}
                value={typeof value === 'number' ? value : null}
                onChange={(next) => onChange(next ?? undefined)}
              />
            );
          case 'switch':
            return (
              <Switch
                id={control.id}
                style={{ alignSelf: 'flex-start' }}
                checked={value === true}
                onChange={onChange}
              />
            );
          case 'security':
            return (
              <Select
                {...control}
                value={text || 'starttls'}
                options={(['starttls', 'tls', 'none'] as const).map((one) => ({
                  value: one,
                  label: t(`settings.security.${one}`),
                }))}
                onChange={onChange}
              />
            );
        }
      }}
    </Field>
  );
}
