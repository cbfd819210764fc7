import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import Switch from 'antd/es/switch';
import { useTranslation } from 'react-i18next';
import { type SchemaSettings, schemaModes } from '#contracts/schema/schema.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Segmented } from '../../shared/ui/segmented.tsx';

interface SchemaSettingsFieldsProps {
  readonly value: SchemaSettings;
  readonly onChange: (change: Partial<SchemaSettings>) => void;
}

export function SchemaSettingsFields({ value, onChange }: SchemaSettingsFieldsProps) {
  const { t } = useTranslation();
  const modes = schemaModes.map((mode) => ({ value: mode, label: t(`data.mode.${mode}`) }));
  return (
    <>
      <Field label={t('data.settings.eventMode')} hint={t(`data.modeHint.${value.eventMode}`)}>
        {() => (
          <Segmented
            block
            aria-label={t('data.settings.eventMode')}
            value={value.eventMode}
            options={modes}
            onChange={(eventMode) => onChange({ eventMode })}
          />
        )}
      </Field>
      <Field label={t('data.settings.unknownEvents')} hint={t('data.settings.unknownEventsHint')}>
        {(control) => (
          <span>
            <Switch
              {...control}
              checked={value.unknownEvents === 'misfit'}
              disabled={value.eventMode === 'learn'}
              onChange={(on) => onChange({ unknownEvents: on ? 'misfit' : 'fit' })}
            />
          </span>
        )}
      </Field>
      <Field label={t('data.settings.traitMode')} hint={t(`data.modeHint.${value.traitMode}`)}>
        {() => (
          <Segmented
            block
            aria-label={t('data.settings.traitMode')}
            value={value.traitMode}
            options={modes}
            onChange={(traitMode) => onChange({ traitMode })}
          />
        )}
      </Field>
      <Field label={t('data.settings.unknownTraits')} hint={t('data.settings.unknownTraitsHint')}>
        {(control) => (
          <span>
            <Switch
              {...control}
              checked={value.unknownTraits === 'misfit'}
              disabled={value.traitMode === 'learn'}
              onChange={(on) => onChange({ unknownTraits: on ? 'misfit' : 'fit' })}
            />
          </span>
        )}
      </Field>
      <Field label={t('data.settings.masked')} hint={t('data.settings.maskedHint')}>
        {(control) => (
          <Select
            {...control}
            value={value.maskedForViewers}
            options={(['nothing', 'sensitive', 'contact_and_sensitive'] as const).map((masked) => ({
              value: masked,
              label: t(`data.settings.maskedChoice.${masked}`),
            }))}
            onChange={(maskedForViewers) => onChange({ maskedForViewers })}
          />
        )}
      </Field>
      <Field label={t('data.settings.days')} hint={t('data.settings.daysHint')}>
        {(control) => (
          <InputNumber
            {...control}
            min={1}
            max={365}
            precision={0}
            value={value.keptAsideDays}
            onChange={(days) => onChange({ keptAsideDays: days ?? 30 })}
          />
        )}
      </Field>
      <Field label={t('data.settings.megabytes')} hint={t('data.settings.megabytesHint')}>
        {(control) => (
          <InputNumber
            {...control}
            min={1}
            max={10_000}
            precision={0}
            value={value.keptAsideMegabytes}
            onChange={(megabytes) => onChange({ keptAsideMegabytes: megabytes ?? 200 })}
          />
        )}
      </Field>
    </>
  );
}
