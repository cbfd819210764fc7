import { useMutation, useQueryClient } from '@tanstack/react-query';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Role, roleSchema } from '#contracts/api/key.ts';
import { type AddedMember, addedMember, addMemberRequest } from '#contracts/api/team.ts';
import { ApiError, api } from '../../shared/api.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Modal } from '../../shared/ui/modal.tsx';
import styles from '../settings-page.module.css';
import { teamQuery } from '../use-settings-queries.ts';

interface AddMemberDialogProps {
  readonly onAdded: (added: AddedMember) => void;
  readonly onClose: () => void;
}

export function AddMemberDialog({ onAdded, onClose }: AddMemberDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const request = addMemberRequest.safeParse({ name, email, role });
  const add = useMutation({
    mutationFn: () => api.post('/team', request.data, addedMember),
    onSuccess: (added) => {
      void client.invalidateQueries({ queryKey: teamQuery.queryKey });
      onAdded(added);
    },
  });
  const taken = add.error instanceof ApiError && add.error.code === 'already_exists';

  return (
    <Modal
      open
      title={t('team.addTitle')}
      onCancel={onClose}
      onOk={() => add.mutate()}
      okText={t('team.createLink')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !request.success, loading: add.isPending }}
    >
      <form
        className={styles['fields']}
        onSubmit={(event) => {
          event.preventDefault();
          if (request.success) add.mutate();
        }}
      >
        <Field label={t('team.name')}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              autoComplete="off"
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('team.email')} error={taken ? t('team.emailTaken') : add.error?.message}>
          {(control) => (
            <Input
              {...control}
              type="email"
              autoComplete="off"
              maxLength={254}
              value={email}
              onChange={(event) => {
                add.reset();
                setEmail(event.target.value);
              }}
            />
          )}
        </Field>
        <Field label={t('team.role')} hint={t(`keys.roleHint.${role}`)}>
          {(control) => (
            <Select
              {...control}
              value={role}
              options={roleSchema.options.map((value) => ({ value, label: t(`role.${value}`) }))}
              onChange={setRole}
            />
          )}
        </Field>
        <button type="submit" hidden />
      </form>
    </Modal>
  );
}
