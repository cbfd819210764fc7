import Input from 'antd/es/input';
import Select from 'antd/es/select';
import Switch from 'antd/es/switch';
import { useTranslation } from 'react-i18next';
import type { SourceSettings } from '#contracts/source.ts';
import type { FieldErrors } from '../../shared/field-errors.ts';
import { Field } from '../../shared/ui/field.tsx';

export type FetchSettings = Exclude<SourceSettings, { kind: 'webhook' }>;

export const emptyFetchSettings: { readonly [Kind in FetchSettings['kind']]: Extract<FetchSettings, { kind: Kind }> } =
  {
    https: { kind: 'https', url: '', schedule: '0 3 * * *', allowPrivateAddresses: false },
    s3: {
      kind: 's3',
      endpoint: '',
      region: '',
      bucket: '',
      prefix: '',
      accessKeyId: '',
      schedule: '0 3 * * *',
      allowPrivateAddresses: false,
    },
  };

const rhythms = ['*/15 * * * *', '0 * * * *', '0 */6 * * *', '0 3 * * *', '0 3 * * 1'];
const texts = { https: ['url'], s3: ['endpoint', 'region', 'bucket', 'prefix', 'accessKeyId'] } as const;

interface SourceSettingsFieldsProps {
  readonly settings: FetchSettings;
  readonly errors: FieldErrors;
  readonly onChange: (settings: FetchSettings) => void;
}

/** Where files lie and when they are looked for. */
export function SourceSettingsFields({ settings, errors, onChange }: SourceSettingsFieldsProps) {
  const { t } = useTranslation();
  const values = settings as unknown as Readonly<Record<string, string>>;
  return (
    <>
      {texts[settings.kind].map((name) => (
        <Field key={name} label={t(`sources.fields.${name}`)} error={errors[`settings.${name}`]}>
          {(control) => (
            <Input
              {...control}
              value={values[name] ?? ''}
              placeholder={
                name === 'endpoint' ? 'https://s3.eu-west-2.amazonaws.com' : name === 'url' ? 'https://' : ''
              }
              onChange={(event) => onChange({ ...settings, [name]: event.target.value.trim() })}
            />
          )}
        </Field>
      ))}
      <Field label={t('sources.schedule')} hint={t('sources.scheduleHint')}>
        {(control) => (
          <Select
            {...control}
            value={settings.schedule}
            options={[...new Set([...rhythms, settings.schedule])].map((value, index) => ({
              value,
              label: index < rhythms.length ? t(`sources.rhythms.${index}`) : value,
            }))}
            onChange={(schedule) => onChange({ ...settings, schedule })}
          />
        )}
      </Field>
      <Field label={t('sources.cron')} hint={t('sources.cronHint')} error={errors['settings.schedule']}>
        {(control) => (
          <Input
            {...control}
            className="mono"
            value={settings.schedule}
            onChange={(event) => onChange({ ...settings, schedule: event.target.value })}
          />
        )}
      </Field>
      <span className="row">
        <Switch
          id="source-private"
          checked={settings.allowPrivateAddresses}
          onChange={(allowPrivateAddresses) => onChange({ ...settings, allowPrivateAddresses })}
        />
        <label htmlFor="source-private">{t('sources.private')}</label>
      </span>
    </>
  );
}
