import { useMutation } from '@tanstack/react-query';
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Space from 'antd/es/space';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { testChannelResponse } from '#contracts/api/channel.ts';
import type { Channel } from '#contracts/channel.ts';
import { api } from '../../shared/api.ts';
import { Pill } from '../../shared/ui/marks.tsx';

/** Sends one message through the saved account and shows what became of it, with the provider's own words where it was not taken. */
export function ChannelTest({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const [to, setTo] = useState('');
  const test = useMutation({
    mutationFn: () => api.post(`/channels/${channel}/test`, { to }, testChannelResponse),
  });
  return (
    <>
      <Space.Compact>
        <Input
          aria-label={t('settings.testTo')}
          placeholder={t(`settings.testAddress.${channel}`)}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
        <Button disabled={to.trim() === ''} loading={test.isPending} onClick={() => test.mutate()}>
          {t('settings.sendTest')}
        </Button>
      </Space.Compact>
      <span role="status">
        {test.data ? (
          <Pill tone={test.data.ok ? 'positive' : 'failed'} icon={test.data.ok ? 'check' : 'failed'}>
            {test.data.reason === null ? t('settings.testSent') : t(`sendReason.${test.data.reason}`)}
          </Pill>
        ) : null}
        {test.error ? (
          <Pill tone="failed" icon="failed">
            {test.error.message}
          </Pill>
        ) : null}
      </span>
      {test.data && !test.data.ok && test.data.detail !== null ? (
        <p className="small faint" style={{ flexBasis: '100%', margin: 0, overflowWrap: 'anywhere' }}>
          {t('settings.providerSays', { words: test.data.detail })}
        </p>
      ) : null}
    </>
  );
}
