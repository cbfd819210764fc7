import { useMutation, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import Select from 'antd/es/select';
import Switch from 'antd/es/switch';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ChannelAccount, channelAccount, type Provider } from '#contracts/api/channel.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import { api } from '../../shared/api.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { apiFieldErrors } from '../../shared/field-errors.ts';
import { CodeBlock } from '../../shared/ui/code-block.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { ChannelMark } from '../../shared/ui/marks.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { useUnsavedGuard } from '../../shared/use-unsaved-guard.ts';
import styles from '../settings-page.module.css';
import { channelsQuery } from '../use-settings-queries.ts';
import { ChannelTest } from './channel-test.tsx';
import { ProviderFieldInput } from './provider-field-input.tsx';
import { providerFields } from './provider-fields.ts';

interface ChannelCardProps {
  readonly account: ChannelAccount;
  readonly enabled: boolean;
  readonly onEnable: (enabled: boolean) => void;
}

/** How one channel sends. The provider is saved on its own: it takes effect at once and is not part of a release. */
export function ChannelCard({ account, enabled, onEnable }: ChannelCardProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { tell } = useFeedback();
  const [provider, setProvider] = useState<Provider>(account.provider);
  const [settings, setSettings] = useState<JsonObject>(account.settings);
  const dirty = provider !== account.provider || JSON.stringify(settings) !== JSON.stringify(account.settings);
  useUnsavedGuard(dirty);

  const save = useMutation({
    mutationFn: () => api.put(`/channels/${account.channel}`, { provider, settings }, channelAccount),
    onSuccess: (saved) => {
      setSettings(saved.settings);
      void client.invalidateQueries({ queryKey: channelsQuery.queryKey });
      tell(t('action.saved'));
    },
  });
  const errors = apiFieldErrors(save.error);
  const set = (name: string, value: Json | undefined) => {
    const { [name]: _, ...rest } = settings;
    setSettings(value === undefined || value === '' ? rest : { ...rest, [name]: value });
  };

  return (
    <Section>
      <div className={styles['fields']}>
        <div className="row wrap">
          <span className="grow">
            <ChannelMark channel={account.channel} />
          </span>
          <span className="row">
            <span className="soft">{t(enabled ? 'settings.channelOn' : 'settings.channelOff')}</span>
            <Switch
              aria-label={t('settings.channelEnabled', { channel: t(`channel.${account.channel}`) })}
              checked={enabled}
              onChange={onEnable}
            />
          </span>
        </div>
        {account.stoppedReason !== null && provider === account.provider ? (
          <p className={styles['problem']} role="alert">
            {t('settings.stopped', { reason: t(`sendReason.${account.stoppedReason}`) })}
          </p>
        ) : null}
        <Field label={t('settings.provider')} hint={t(`settings.providerHint.${provider}`)}>
          {(control) => (
            <Select
              {...control}
              value={provider}
              options={account.providers.map((value) => ({ value, label: t(`settings.providers.${value}`) }))}
              onChange={(next) => {
                setProvider(next);
                setSettings(next === account.provider ? account.settings : {});
              }}
            />
          )}
        </Field>
        <div className={styles['pair']} hidden={providerFields[provider].length === 0}>
          {providerFields[provider].map((field) => (
            <ProviderFieldInput
              key={`${provider}:${field.name}`}
              field={field}
              value={settings[field.name]}
              kept={provider === account.provider && account.secrets.includes(field.name)}
              error={errors[field.name]}
              onChange={(value) => set(field.name, value)}
            />
          ))}
        </div>
        {account.receiptUrl !== null && provider === account.provider ? (
          <Field label={t('settings.receiptUrl')} hint={t(`settings.receiptUrlHint.${account.channel}`)}>
            {() => <CodeBlock code={account.receiptUrl ?? ''} />}
          </Field>
        ) : null}
        {save.error && Object.keys(errors).length === 0 ? (
          <p className={styles['problem']} role="alert">
            {save.error.message}
          </p>
        ) : null}
        <div className={styles['line']}>
          <Button type="primary" disabled={!dirty} loading={save.isPending} onClick={() => save.mutate()}>
            {t('action.save')}
          </Button>
          {dirty ? null : <ChannelTest channel={account.channel} />}
        </div>
      </div>
    </Section>
  );
}
