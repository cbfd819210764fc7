import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Popover from 'antd/es/popover';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldPath } from '#contracts/schema/schema.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Icon } from '../../shared/ui/icon.tsx';

interface AddPathProps {
  readonly taken: readonly string[];
  readonly onAdd: (path: string) => void;
}

/** Fixes something that has not arrived yet. */
export function AddPath({ taken, onAdd }: AddPathProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [path, setPath] = useState('');
  const ready = fieldPath.safeParse(path.trim()).success && !taken.includes(path.trim());
  const add = () => {
    onAdd(path.trim());
    setPath('');
    setOpen(false);
  };
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      open={open}
      onOpenChange={setOpen}
      content={
        <form
          className="column"
          style={{ width: 288, gap: 12, padding: 4 }}
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) add();
          }}
        >
          <Field label={t('data.field.name')} hint={t('data.field.pathHint')}>
            {(control) => (
              <Input
                {...control}
                autoFocus
                className="mono"
                maxLength={200}
                value={path}
                onChange={(event) => setPath(event.target.value)}
              />
            )}
          </Field>
          <Button type="primary" htmlType="submit" disabled={!ready}>
            {t('data.field.add')}
          </Button>
        </form>
      }
    >
      <Button size="small" icon={<Icon name="plus" size={14} />}>
        {t('data.field.add')}
      </Button>
    </Popover>
  );
}
