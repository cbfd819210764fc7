import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import Drawer from 'antd/es/drawer';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createdDestination } from '#contracts/api/destination.ts';
import { type DestinationDefinition, destinationDefinition } from '#contracts/destination.ts';
import { api } from '../../shared/api.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { ViewOnlyMark } from '../../sign-in/view-only-mark.tsx';
import { destinationErrors } from './destination-errors.ts';
import { DestinationFields } from './destination-fields.tsx';
import { destinationsQuery } from './destination-queries.ts';
import { SecretDialog } from './destination-secret.tsx';

const empty: DestinationDefinition = {
  ...{ name: '', url: '', allowPrivateAddresses: false, imported: false, people: 'id' },
  facts: [{ type: 'event', names: [], where: [] }],
  ...{ batchItems: 100, batchSeconds: 1, timeoutSeconds: 10, retryHours: 24 },
};

export function AddDestinationButton() {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const [open, setOpen] = useState(false);
  if (!mayChange) return <ViewOnlyMark />;
  return (
    <>
      <Button type="primary" icon={<Icon name="plus" />} onClick={() => setOpen(true)}>
        {t('destinations.add')}
      </Button>
      {open ? <AddDestination onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** Where facts shall go and which; then, once, the secret that signs them. */
function AddDestination({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [value, setValue] = useState(empty);
  const create = useMutation({
    mutationFn: () => api.post('/destinations', value, createdDestination),
    onSuccess: () => client.invalidateQueries({ queryKey: destinationsQuery.queryKey }),
  });
  const errors = destinationErrors(create.error, { value, before: empty });
  if (create.data) {
    const { destination, secret } = create.data;
    return (
      <SecretDialog
        secret={secret}
        onClose={() => void navigate({ to: '/data/destinations/$id', params: { id: destination.id } })}
      />
    );
  }
  return (
    <Drawer
      open
      title={t('destinations.add')}
      size={640}
      onClose={onClose}
      footer={
        <Button
          type="primary"
          disabled={!destinationDefinition.safeParse(value).success}
          loading={create.isPending}
          onClick={() => create.mutate()}
        >
          {t('action.create')}
        </Button>
      }
    >
      <DestinationFields value={value} onChange={setValue} errors={errors} />
    </Drawer>
  );
}
