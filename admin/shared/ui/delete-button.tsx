import Button from 'antd/es/button';
import Popconfirm from 'antd/es/popconfirm';
import { useTranslation } from 'react-i18next';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { Icon } from './icon.tsx';

interface DeleteButtonProps {
  readonly label: string;
  /** In plain words: what it does, to how many people. */
  readonly consequence: string;
  /** "Delete" where nothing better is said. */
  readonly agree?: string;
  readonly onDelete: () => void;
}

export function DeleteButton({ label, consequence, agree, onDelete }: DeleteButtonProps) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  if (!mayChange) return null;
  return (
    <Popconfirm
      title={label}
      description={<div style={{ maxWidth: 320 }}>{consequence}</div>}
      okText={agree ?? t('action.delete')}
      cancelText={t('action.cancel')}
      okButtonProps={{ danger: true }}
      icon={null}
      onConfirm={onDelete}
    >
      <Button type="text" aria-label={label} icon={<Icon name="trash" />} />
    </Popconfirm>
  );
}
