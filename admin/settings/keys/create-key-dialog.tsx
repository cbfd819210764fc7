import { useMutation, useQueryClient } from '@tanstack/react-query';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type CreateKeyRequest,
  createdKey,
  createKeyRequest,
  type KeyRole,
  keyRoleSchema,
} from '#contracts/api/key.ts';
import { api } from '../../shared/api.ts';
import { CodeBlock } from '../../shared/ui/code-block.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { Modal } from '../../shared/ui/modal.tsx';
import styles from '../settings-page.module.css';
import { keysQuery } from '../use-settings-queries.ts';

interface CreateKeyDialogProps {
  readonly kind: CreateKeyRequest['kind'];
  readonly onClose: () => void;
}

/** Names a key, then shows it: an API key this one time only. */
export function CreateKeyDialog({ kind, onClose }: CreateKeyDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<KeyRole>('viewer');
  const request: CreateKeyRequest = kind === 'api' ? { kind, name, role } : { kind, name };
  const create = useMutation({
    mutationFn: () => api.post('/keys', request, createdKey),
    onSuccess: () => client.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
  const title = t(kind === 'api' ? 'keys.api' : 'keys.write');

  if (create.data) {
    return (
      <Modal
        open
        title={create.data.name}
        onCancel={onClose}
        onOk={onClose}
        okText={t('action.close')}
        cancelButtonProps={{ style: { display: 'none' } }}
        mask={{ closable: false }}
      >
        <div className={styles['fields']}>
          <p>{t(kind === 'api' ? 'keys.shownOnce' : 'keys.isPublic')}</p>
          <CodeBlock code={create.data.key} />
        </div>
      </Modal>
    );
  }
  return (
    <Modal
      open
      title={`${t('keys.create')}: ${title}`}
      onCancel={onClose}
      onOk={() => create.mutate()}
      okText={t('action.create')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !createKeyRequest.safeParse(request).success, loading: create.isPending }}
    >
      <form
        className={styles['fields']}
        onSubmit={(event) => {
          event.preventDefault();
          if (createKeyRequest.safeParse(request).success) create.mutate();
        }}
      >
        <Field label={t('keys.name')} hint={t('keys.nameHint')} error={create.error?.message}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {kind === 'api' ? (
          <Field label={t('keys.role')} hint={t(`keys.roleHint.${role}`)}>
            {(control) => (
              <Select
                {...control}
                value={role}
                options={keyRoleSchema.options.map((value) => ({ value, label: t(`role.${value}`) }))}
                onChange={setRole}
              />
            )}
          </Field>
        ) : null}
      </form>
    </Modal>
  );
}
