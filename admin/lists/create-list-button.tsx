import { useMutation, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Popover from 'antd/es/popover';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PeopleList, peopleList } from '#contracts/api/people-list.ts';
import { api } from '../shared/api.ts';
import { Field } from '../shared/ui/field.tsx';
import { Icon } from '../shared/ui/icon.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { ViewOnlyMark } from '../sign-in/view-only-mark.tsx';
import { listsKey } from './list-queries.ts';

/** Asks for the name; people are put onto the list right after. */
export function CreateListButton({ onCreated }: { onCreated: (list: PeopleList) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const mayChange = useMayChange();
  const create = useMutation({
    mutationFn: () => api.post('/lists', { name: name.trim() }, peopleList),
    onSuccess: async (list) => {
      await client.invalidateQueries({ queryKey: listsKey });
      setOpen(false);
      setName('');
      onCreated(list);
    },
  });
  if (!mayChange) return <ViewOnlyMark />;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      content={
        <form
          className="column"
          style={{ width: 288, gap: 12, padding: 4 }}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') create.mutate();
          }}
        >
          <Field label={t('lists.name')} hint={t('lists.nameHint')} error={create.error?.message}>
            {(control) => (
              <Input
                {...control}
                autoFocus
                maxLength={200}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Button type="primary" htmlType="submit" disabled={name.trim() === ''} loading={create.isPending}>
            {t('action.create')}
          </Button>
        </form>
      }
    >
      <Button type="primary" icon={<Icon name="plus" />}>
        {t('lists.create')}
      </Button>
    </Popover>
  );
}
