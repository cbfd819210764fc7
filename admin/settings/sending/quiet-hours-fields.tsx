import Checkbox from 'antd/es/checkbox';
import Input from 'antd/es/input';
import Switch from 'antd/es/switch';
import { useTranslation } from 'react-i18next';
import { channels } from '#contracts/channel.ts';
import type { QuietHours } from '#contracts/settings.ts';
import { Field } from '../../shared/ui/field.tsx';
import type { SettingsFormProps } from '../settings-form-props.ts';
import styles from '../settings-page.module.css';

export function QuietHoursFields({ value, errors, onChange }: SettingsFormProps) {
  const { t } = useTranslation();
  const quiet = value.quietHours;
  const set = (change: Partial<QuietHours>) => onChange({ quietHours: { ...quiet, ...change } });
  return (
    <div className={styles['fields']}>
      <div className={styles['line']}>
        <Switch
          aria-label={t('settings.quietHours')}
          checked={quiet.enabled}
          onChange={(enabled) => set({ enabled })}
        />
        <span className="soft">{t('settings.quietHoursHint')}</span>
      </div>
      {quiet.enabled ? (
        <>
          <div className={styles['pair']}>
            {(['from', 'until'] as const).map((edge) => (
              <Field key={edge} label={t(`settings.quiet.${edge}`)} error={errors[`quietHours.${edge}`]}>
                {(control) => (
                  <Input
                    {...control}
                    type="time"
                    value={quiet[edge]}
                    onChange={(event) => set({ [edge]: event.target.value })}
                  />
                )}
              </Field>
            ))}
          </div>
          <Checkbox.Group
            aria-label={t('settings.quietChannels')}
            value={quiet.channels}
            options={channels.map((channel) => ({ value: channel, label: t(`channel.${channel}`) }))}
            onChange={(chosen) => set({ channels: channels.filter((channel) => chosen.includes(channel)) })}
          />
        </>
      ) : null}
    </div>
  );
}
