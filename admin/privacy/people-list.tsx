import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import Checkbox from 'antd/es/checkbox';
import Input from 'antd/es/input';
import Radio from 'antd/es/radio';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PrivacyBatch, privacyBatch } from '#contracts/api/privacy.ts';
import { type PrivacyKind, privacyKinds } from '#contracts/privacy.ts';
import { api } from '../shared/api.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { useFormat } from '../shared/format.ts';
import { type Column, DataTable, TableSkeleton } from '../shared/ui/data-table.tsx';
import { Field } from '../shared/ui/field.tsx';
import { Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import { batchesQuery } from './privacy-queries.ts';

/** Everybody on a list, erased or exported. */
export function PeopleList() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { ask, tell } = useFeedback();
  const [kind, setKind] = useState<PrivacyKind>('export');
  const [people, setPeople] = useState('');
  const [keepSuppressed, setKeepSuppressed] = useState(false);
  const lines = new Set(people.split('\n').map((line) => line.trim())).size - (/^\s*$/m.test(people) ? 1 : 0);
  const send = useMutation({
    mutationFn: () => api.post('/privacy/batches', { kind, people, keepSuppressed }, privacyBatch),
    onSuccess: () => {
      setPeople('');
      tell(t('privacy.listTaken'));
      void client.invalidateQueries({ queryKey: ['privacy'] });
    },
  });
  const start = async () => {
    const question = {
      title: t('privacy.eraseList', { count: lines }),
      text: t('privacy.eraseWhat'),
      agree: t('privacy.eraseNow'),
      decline: t('action.cancel'),
    };
    if (kind === 'export' || (await ask(question))) send.mutate();
  };
  return (
    <Section title={t('privacy.list')} note={t('privacy.listNote')}>
      <div className="column" style={{ gap: 16 }}>
        <Radio.Group
          aria-label={t('privacy.request')}
          value={kind}
          options={privacyKinds.map((value) => ({ value, label: t(`privacy.kind.${value}`) }))}
          onChange={(event) => setKind(event.target.value as PrivacyKind)}
        />
        <Field label={t('privacy.people')} hint={t('privacy.peopleHint')} error={send.error?.message}>
          {(control) => (
            <Input.TextArea
              {...control}
              autoSize={{ minRows: 4, maxRows: 12 }}
              value={people}
              onChange={(event) => setPeople(event.target.value)}
            />
          )}
        </Field>
        {kind === 'erasure' ? (
          <Checkbox checked={keepSuppressed} onChange={(event) => setKeepSuppressed(event.target.checked)}>
            {t('privacy.keepSuppressed')}
          </Checkbox>
        ) : null}
        <Button
          type="primary"
          danger={kind === 'erasure'}
          style={{ alignSelf: 'flex-start' }}
          disabled={people.trim() === ''}
          loading={send.isPending}
          onClick={() => void start()}
        >
          {t(`privacy.start.${kind}`)}
        </Button>
        <Batches />
      </div>
    </Section>
  );
}

function Batches() {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery(batchesQuery);
  const columns: Column<PrivacyBatch>[] = [
    { key: 'kind', title: t('privacy.request'), render: ({ kind }) => t(`privacy.kind.${kind}`) },
    {
      key: 'asked',
      title: t('privacy.asked'),
      render: ({ requestedBy, requestedAt }) => (
        <span className="column">
          <span>{requestedBy}</span>
          <span className="small faint">
            <RelativeTime at={requestedAt} />
          </span>
        </span>
      ),
    },
    {
      key: 'done',
      title: t('privacy.listDone'),
      align: 'end',
      render: ({ done, total }) => `${format.number(done)} / ${format.number(total)}`,
    },
    {
      key: 'not',
      title: t('privacy.listNot'),
      align: 'end',
      render: ({ notFound, ambiguous, failed }) => format.number(notFound + ambiguous + failed),
    },
  ];
  return (
    <QueryView query={query} skeleton={<TableSkeleton columns={4} rows={1} />}>
      {({ items }) =>
        items.length === 0 ? null : (
          <DataTable label={t('privacy.list')} columns={columns} rows={items} rowKey={({ id }) => id} />
        )
      }
    </QueryView>
  );
}
