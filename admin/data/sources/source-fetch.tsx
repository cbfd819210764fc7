import { useMutation, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importList } from '#contracts/api/import.ts';
import { type Source, sourceRunList, source as sourceSchema } from '#contracts/api/source.ts';
import { sourceSecret } from '#contracts/source.ts';
import { api } from '../../shared/api.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { apiFieldErrors } from '../../shared/field-errors.ts';
import { useFormat } from '../../shared/format.ts';
import { DataTable, TableSkeleton } from '../../shared/ui/data-table.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import { moreOf, useListQuery } from '../../shared/use-list-query.ts';
import { useUnsavedGuard } from '../../shared/use-unsaved-guard.ts';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { ImportTable } from '../imports/import-table.tsx';
import { type FetchSettings, SourceSettingsFields } from './source-fields.tsx';
import { useSaveSource } from './source-queries.ts';

interface FetchSourceProps {
  readonly source: Source;
  readonly settings: FetchSettings;
}

/** When it is fetched, what it brought, and how it is reached. */
export function FetchSource({ source, settings: saved }: FetchSourceProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const { tell } = useFeedback();
  const mayChange = useMayChange();
  const [settings, setSettings] = useState(saved);
  const [secret, setSecret] = useState('');
  const dirty = secret !== '' || JSON.stringify(settings) !== JSON.stringify(saved);
  const isTooShort = secret !== '' && !sourceSecret.safeParse(secret).success;
  useUnsavedGuard(dirty);
  const save = useSaveSource(source.id);
  const errors = apiFieldErrors(save.error);
  const run = useMutation({
    mutationFn: () => api.post(`/sources/${source.id}/run`, undefined, sourceSchema),
    onSuccess: () => {
      tell(t('sources.running'));
      void client.invalidateQueries({ queryKey: ['sources'] });
    },
  });
  const files = useListQuery({ path: `/sources/${source.id}/imports`, schema: importList, refetchInterval: 3_000 });
  const runs = useListQuery({ path: `/sources/${source.id}/runs`, schema: sourceRunList, refetchInterval: 2_000 });
  return (
    <>
      <Section
        title={t('sources.files')}
        note={source.nextAt ? t('sources.next', { time: format.dateTime(source.nextAt) }) : undefined}
        flush
        extra={
          mayChange ? (
            <Button size="small" loading={run.isPending} onClick={() => run.mutate()}>
              {t('sources.runNow')}
            </Button>
          ) : null
        }
      >
        <QueryView query={files} skeleton={<TableSkeleton columns={4} rows={2} />}>
          {(jobs) =>
            jobs.length > 0 ? (
              <ImportTable jobs={jobs} more={moreOf(files)} />
            ) : (
              <p className="soft" style={{ padding: '8px 16px 16px' }}>
                {t('sources.noFiles')}
              </p>
            )
          }
        </QueryView>
      </Section>
      <Section title={t('sources.runs')} flush>
        <QueryView query={runs} skeleton={<TableSkeleton columns={3} rows={2} />}>
          {(items) =>
            items.length === 0 ? (
              <p className="soft" style={{ padding: '8px 16px 16px' }}>
                {t('sources.noRuns')}
              </p>
            ) : (
              <DataTable
                label={t('sources.runs')}
                rows={items}
                rowKey={({ id }) => id}
                more={moreOf(runs)}
                columns={[
                  { key: 'at', title: t('sources.runAt'), render: ({ startedAt }) => <RelativeTime at={startedAt} /> },
                  {
                    key: 'files',
                    title: t('sources.newFiles'),
                    align: 'end',
                    render: ({ files: count }) => format.number(count),
                  },
                  {
                    key: 'error',
                    title: t('sources.outcome'),
                    render: ({ error, reason, finishedAt }) =>
                      error ? (
                        <span style={{ overflowWrap: 'anywhere' }}>
                          <span style={{ color: 'var(--failed)' }}>
                            {reason ? t(`sources.reasons.${reason}`) : error}
                          </span>
                          {reason ? <span className="small faint"> {error}</span> : null}
                        </span>
                      ) : (
                        t(finishedAt ? 'sources.wentWell' : 'sources.underWay')
                      ),
                  },
                ]}
              />
            )
          }
        </QueryView>
      </Section>
      {mayChange ? (
        <Section title={t('sources.settings')}>
          <div className="column" style={{ gap: 16, maxWidth: 560 }}>
            <SourceSettingsFields
              settings={settings}
              errors={errors}
              onChange={(next) => {
                save.reset();
                setSettings(next);
              }}
            />
            <Field
              label={t(`sources.secrets.${settings.kind}`)}
              hint={t(source.hasSecret ? 'sources.secretKept' : 'sources.secretNone')}
              error={isTooShort ? t('sources.secretTooShort') : errors['secret']}
            >
              {(control) => (
                <Input.Password
                  {...control}
                  autoComplete="new-password"
                  value={secret}
                  onChange={(event) => setSecret(event.target.value)}
                />
              )}
            </Field>
            <div className="row wrap">
              <Button
                type="primary"
                disabled={!dirty || isTooShort}
                loading={save.isPending}
                onClick={() =>
                  save.mutate(
                    { name: source.name, active: source.active, settings, ...(secret && { secret }) },
                    {
                      onSuccess: () => {
                        setSecret('');
                        tell(t('action.saved'));
                      },
                    },
                  )
                }
              >
                {t('action.save')}
              </Button>
              {save.error && Object.keys(errors).length === 0 ? (
                <span role="alert" style={{ color: 'var(--failed)' }}>
                  {save.error.message}
                </span>
              ) : null}
            </div>
          </div>
        </Section>
      ) : null}
    </>
  );
}
