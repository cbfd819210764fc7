import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Popover from 'antd/es/popover';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { ViewOnlyMark } from '../../sign-in/view-only-mark.tsx';
import { useCreateDefinition } from '../use-definition-actions.ts';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';

interface CreateButtonProps<Loaded> {
  readonly noun: 'segments' | 'journeys' | 'messages';
  readonly label: string;
  readonly schema: z.ZodType<Loaded>;
}

/** Asks for the name, from which the lasting id is made, and opens the editor. */
export function CreateButton<Loaded extends { id: string }>({ noun, label, schema }: CreateButtonProps<Loaded>) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const create = useCreateDefinition(noun, schema);
  const ready = name.trim() !== '';
  const mayChange = useMayChange();
  if (!mayChange) return <ViewOnlyMark />;

  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      content={
        <form
          className="column"
          style={{ width: 288, gap: 12, padding: 4 }}
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) create.mutate(name.trim());
          }}
        >
          <Field label={t('definition.name')} hint={t(`definition.nameHint.${noun}`)} error={create.error?.message}>
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
          <Button type="primary" htmlType="submit" disabled={!ready} loading={create.isPending}>
            {t('action.create')}
          </Button>
        </form>
      }
    >
      <Button type="primary" icon={<Icon name="plus" />}>
        {label}
      </Button>
    </Popover>
  );
}
