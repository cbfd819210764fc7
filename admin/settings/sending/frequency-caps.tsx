import Button from 'antd/es/button';
import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import { Trans, useTranslation } from 'react-i18next';
import { channels } from '#contracts/channel.ts';
import type { FrequencyCap } from '#contracts/settings.ts';
import { DurationInput } from '../../shared/ui/duration-input.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import type { SettingsFormProps } from '../settings-form-props.ts';
import styles from '../settings-page.module.css';

/** Each cap is one sentence: at most so many messages, by this channel, in such a time. */
export function FrequencyCaps({ value, onChange }: SettingsFormProps) {
  const { t } = useTranslation();
  const caps = value.frequencyCaps;
  const set = (id: string, next: FrequencyCap) =>
    onChange({ frequencyCaps: caps.map((cap) => (cap.id === id ? next : cap)) });
  return (
    <div className={styles['fields']}>
      <p className="soft">{t('settings.capsHint')}</p>
      {caps.map((cap) => (
        <div key={cap.id} className={styles['line']}>
          <Trans
            i18nKey="settings.cap"
            components={{
              messages: (
                <InputNumber
                  aria-label={t('settings.capMessages')}
                  min={1}
                  max={1000}
                  precision={0}
                  style={{ width: 80 }}
                  value={cap.messages}
                  onChange={(messages) => set(cap.id, { ...cap, messages: messages ?? 1 })}
                />
              ),
              channel: (
                <Select
                  aria-label={t('deliveries.channel')}
                  popupMatchSelectWidth={false}
                  value={cap.channel ?? ''}
                  options={[
                    { value: '', label: t('settings.capAllChannels') },
                    ...channels.map((channel) => ({ value: channel, label: t(`channel.${channel}`) })),
                  ]}
                  onChange={(next) => {
                    const { channel: _, ...rest } = cap;
                    const channel = channels.find((one) => one === next);
                    set(cap.id, channel ? { ...rest, channel } : rest);
                  }}
                />
              ),
              window: (
                <span style={{ width: 208 }}>
                  <DurationInput
                    units={['hours', 'days']}
                    minutes={cap.hours * 60}
                    onChange={(minutes) => set(cap.id, { ...cap, hours: Math.max(1, Math.round(minutes / 60)) })}
                  />
                </span>
              ),
            }}
          />
          <Button
            type="text"
            aria-label={t('action.remove')}
            icon={<Icon name="close" size={14} />}
            onClick={() => onChange({ frequencyCaps: caps.filter(({ id }) => id !== cap.id) })}
          />
        </div>
      ))}
      <Button
        type="dashed"
        style={{ alignSelf: 'flex-start' }}
        icon={<Icon name="plus" size={14} />}
        onClick={() => onChange({ frequencyCaps: [...caps, { id: freeId(caps), messages: 5, hours: 168 }] })}
      >
        {t('settings.addCap')}
      </Button>
    </div>
  );
}

function freeId(caps: readonly FrequencyCap[]): string {
  for (let number = 1; ; number += 1) {
    if (!caps.some(({ id }) => id === `cap-${number}`)) return `cap-${number}`;
  }
}
