import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createdSource } from '#contracts/api/source.ts';
import { type SourceSettings, sourcePresetNames, sourceSecret } from '#contracts/source.ts';
import { api } from '../../shared/api.ts';
import { apiFieldErrors } from '../../shared/field-errors.ts';
import { CodeBlock } from '../../shared/ui/code-block.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { Modal } from '../../shared/ui/modal.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { ViewOnlyMark } from '../../sign-in/view-only-mark.tsx';
import { emptyFetchSettings, SourceSettingsFields } from './source-fields.tsx';
import { presetsQuery, sourcesQuery } from './source-queries.ts';

const choices = [...sourcePresetNames, 'https', 's3'] as const;
type Choice = (typeof choices)[number];

export function AddSourceButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const mayChange = useMayChange();
  if (!mayChange) return <ViewOnlyMark />;
  return (
    <>
      <Button type="primary" icon={<Icon name="plus" />} onClick={() => setOpen(true)}>
        {t('sources.add')}
      </Button>
      {open ? <AddSourceDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** What sends or holds the data, and what is needed to reach it; then, once, the secret that was made. */
function AddSourceDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const presets = useQuery(presetsQuery);
  const [choice, setChoice] = useState<Choice>('shopify');
  const [name, setName] = useState('');
  const [secret, setSecret] = useState('');
  const [clientId, setClientId] = useState('');
  const [fetched, setFetched] = useState(emptyFetchSettings);
  const preset = presets.data?.items.find((one) => one.name === choice);
  const settings: SourceSettings | undefined =
    choice === 'https' || choice === 's3'
      ? fetched[choice]
      : preset && {
          ...{ kind: 'webhook', preset: preset.name, check: preset.check, mapping: preset.mapping },
          ...(preset.check === 'youzan' && { clientId: clientId.trim() }),
        };
  const create = useMutation({
    mutationFn: () => api.post('/sources', { name: name.trim(), settings, ...(secret && { secret }) }, createdSource),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: sourcesQuery.queryKey });
      if (made.url === null) void navigate({ to: '/data/sources/$id', params: { id: made.id } });
    },
  });
  const isTooShort = secret !== '' && !sourceSecret.safeParse(secret).success;
  const bothSign = preset?.check === 'youzan';
  const isUnsigned = bothSign && (clientId.trim() === '' || secret === '');
  const errors = apiFieldErrors(create.error);
  if (create.data?.url) {
    const { url, secret: made, settings: own, id } = create.data;
    const bySecret = own.kind === 'webhook' && own.check === 'secret';
    return (
      <Modal
        open
        title={create.data.name}
        onCancel={onClose}
        onOk={() => void navigate({ to: '/data/sources/$id', params: { id } })}
        okText={t('sources.open')}
        cancelText={t('action.close')}
        mask={{ closable: false }}
      >
        <div className="column" style={{ gap: 16 }}>
          <p>{t(bySecret ? 'sources.addressSecret' : 'sources.addressSigned')}</p>
          <CodeBlock code={`${window.location.origin}${url}${bySecret ? `/${made}` : ''}`} />
          {bySecret ? null : <CodeBlock code={made ?? ''} />}
        </div>
      </Modal>
    );
  }
  return (
    <Modal
      open
      title={t('sources.add')}
      onCancel={onClose}
      onOk={() => create.mutate()}
      okText={t('action.create')}
      cancelText={t('action.cancel')}
      okButtonProps={{
        disabled: name.trim() === '' || settings === undefined || isUnsigned || isTooShort,
        loading: create.isPending,
      }}
    >
      <div className="column" style={{ gap: 16 }}>
        <Field label={t('sources.kind')} hint={t(`sources.hints.${choice}`)}>
          {(control) => (
            <Select
              {...control}
              value={choice}
              options={choices.map((value) => ({
                value,
                label:
                  value === 'https' || value === 's3' ? t(`sources.kinds.${value}`) : t(`sources.presets.${value}`),
              }))}
              onChange={setChoice}
            />
          )}
        </Field>
        <Field label={t('sources.name')} error={errors['name']}>
          {(control) => (
            <Input {...control} maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        {settings && settings.kind !== 'webhook' ? (
          <SourceSettingsFields
            settings={settings}
            errors={errors}
            onChange={(next) => {
              create.reset();
              setFetched({ ...fetched, [next.kind]: next });
            }}
          />
        ) : null}
        {bothSign ? (
          <Field label={t('sources.fields.clientId')} error={errors['settings.clientId']}>
            {(control) => (
              <Input
                {...control}
                className="mono"
                maxLength={200}
                value={clientId}
                onChange={(event) => setClientId(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        <Field
          label={bothSign ? 'client_secret' : t(`sources.secrets.${settings?.kind ?? 'webhook'}`)}
          hint={bothSign ? undefined : t(`sources.secretHints.${settings?.kind ?? 'webhook'}`)}
          error={isTooShort ? t('sources.secretTooShort') : errors['secret']}
        >
          {(control) => (
            <Input.Password
              {...control}
              autoComplete="new-password"
              value={secret}
              onChange={(event) => setSecret(event.target.value)}
            />
          )}
        </Field>
        {create.error && Object.keys(errors).length === 0 ? (
          <p role="alert" style={{ color: 'var(--failed)' }}>
            {create.error.message}
          </p>
        ) : null}
      </div>
    </Modal>
  );
}
