import { useMutation, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import InputNumber from 'antd/es/input-number';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { defaultEventsPerSecond, mostEventsPerSecond } from '#contracts/api/key.ts';
import { api } from '../../shared/api.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useFormat } from '../../shared/format.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Modal } from '../../shared/ui/modal.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { keysQuery } from '../use-settings-queries.ts';

interface KeyLimitProps {
  readonly id: string;
  readonly name: string;
  readonly eventsPerSecond: number | undefined;
}

/** How many events a second a write key may send; whoever may change it does so by clicking on it. */
export function KeyLimit({ id, name, eventsPerSecond = defaultEventsPerSecond }: KeyLimitProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const { tell } = useFeedback();
  const mayChange = useMayChange();
  const [wanted, setWanted] = useState<number | null>();
  const save = useMutation({
    mutationFn: (limit: number) =>
      api.put(`/keys/${encodeURIComponent(id)}`, { eventsPerSecond: limit }, z.undefined()),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keysQuery.queryKey });
      setWanted(undefined);
      tell(t('action.saved'));
    },
  });
  const shown = t('keys.perSecond', { events: format.number(eventsPerSecond) });
  if (!mayChange) return <span className="number">{shown}</span>;
  return (
    <>
      <Button
        size="small"
        aria-label={t('keys.changeLimit', { name, limit: shown })}
        onClick={() => setWanted(eventsPerSecond)}
      >
        <span className="number">{shown}</span>
      </Button>
      <Modal
        open={wanted !== undefined}
        title={t('keys.limitOf', { name })}
        okText={t('action.save')}
        cancelText={t('action.cancel')}
        onCancel={() => setWanted(undefined)}
        onOk={() => wanted && save.mutate(wanted)}
        okButtonProps={{ disabled: !wanted, loading: save.isPending }}
      >
        <Field label={t('keys.limit')} hint={t('keys.limitHint')} error={save.error?.message}>
          {(control) => (
            <InputNumber
              {...control}
              autoFocus
              min={1}
              max={mostEventsPerSecond}
              precision={0}
              style={{ width: '100%' }}
              value={wanted ?? null}
              onChange={setWanted}
            />
          )}
        </Field>
      </Modal>
    </>
  );
}
