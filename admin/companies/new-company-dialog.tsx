import { useNavigate } from '@tanstack/react-router';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { companyParameter } from '#contracts/api/company.ts';
import { Field } from '../shared/ui/field.tsx';
import { Modal } from '../shared/ui/modal.tsx';
import { useTellCompany } from './company-queries.ts';

/** A company that no call has told of yet. */
export function NewCompanyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const tell = useTellCompany();
  const [name, setName] = useState('');
  const [id, setId] = useState('');
  const parsed = companyParameter.safeParse({ id });
  const save = () => {
    if (!parsed.success) return;
    const traits = name.trim() === '' ? {} : { name: name.trim() };
    // It is there a moment after the order is taken.
    const open = () => setTimeout(() => void navigate({ to: '/companies/$id', params: parsed.data }), 600);
    tell.mutate({ ...parsed.data, traits }, { onSuccess: open });
  };
  return (
    <Modal
      open
      title={t('companies.add')}
      okText={t('action.create')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !parsed.success, loading: tell.isPending || tell.isSuccess }}
      onOk={save}
      onCancel={onClose}
    >
      <div className="column" style={{ gap: 16 }}>
        <Field label={t('companies.name')}>
          {(control) => (
            <Input {...control} maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label={t('companies.id')} hint={t('companies.idHint')}>
          {(control) => (
            <Input
              {...control}
              className="mono"
              maxLength={200}
              value={id}
              onChange={(event) => setId(event.target.value)}
              onPressEnter={save}
            />
          )}
        </Field>
        {tell.error ? <p role="alert">{tell.error.message}</p> : null}
      </div>
    </Modal>
  );
}
