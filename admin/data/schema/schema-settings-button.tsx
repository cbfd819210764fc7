import { useQuery } from '@tanstack/react-query';
import Button from 'antd/es/button';
import Drawer from 'antd/es/drawer';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SchemaSettings } from '#contracts/schema/schema.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Skeleton } from '../../shared/ui/state.tsx';
import { Editable } from '../../sign-in/editable.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { schemaSettingsQuery, useSaveSchemaSettings } from './schema-queries.ts';
import { SchemaSettingsFields } from './schema-settings-fields.tsx';

/** What holds for all events and traits that have nothing of their own. */
export function SchemaSettingsButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const query = useQuery(schemaSettingsQuery);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('data.settings.open')}</Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={t('data.settings.title')} size={480} destroyOnHidden>
        <QueryView query={query} skeleton={<Skeleton height={320} />}>
          {(settings) => <SettingsForm settings={settings} onSaved={() => setOpen(false)} />}
        </QueryView>
      </Drawer>
    </>
  );
}

function SettingsForm({ settings, onSaved }: { settings: SchemaSettings; onSaved: () => void }) {
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const mayChange = useMayChange();
  const [value, setValue] = useState(settings);
  const save = useSaveSchemaSettings();
  return (
    <form
      className="column"
      style={{ gap: 24 }}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(value, {
          onSuccess: () => {
            tell(t('data.saved'));
            onSaved();
          },
        });
      }}
    >
      <Editable>
        <SchemaSettingsFields value={value} onChange={(change) => setValue({ ...value, ...change })} />
      </Editable>
      {save.error ? <p role="alert">{save.error.message}</p> : null}
      {mayChange ? (
        <Button type="primary" htmlType="submit" loading={save.isPending} style={{ alignSelf: 'flex-start' }}>
          {t('data.save')}
        </Button>
      ) : null}
    </form>
  );
}
