import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Checkbox from 'antd/es/checkbox';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { createExportRequest, type ExportFormat, exportFormats, exportJob } from '#contracts/api/export.ts';
import { type ExportList, exportLists } from '#contracts/export-list.ts';
import { api } from '../../shared/api.ts';
import { SuggestInput } from '../../shared/conditions/parts/suggest-input.tsx';
import { useCatalog } from '../../shared/conditions/use-catalog.ts';
import { useNames } from '../../shared/names/use-names.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Modal } from '../../shared/ui/modal.tsx';
import { exportColumnsQuery } from './export-queries.ts';
import { FilterWords } from './filter-words.tsx';

type Filters = Readonly<Record<string, string>>;

interface ExportDialogProps {
  readonly list: ExportList;
  readonly filters: Filters;
  readonly onClose: () => void;
}

/** Which list, which of its columns, and in which form. */
export function ExportDialog({ list: givenList, filters: given, onClose }: ExportDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const catalog = useCatalog();
  const names = useNames();
  const [list, setList] = useState(givenList);
  const [filters, setFilters] = useState(given);
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [columns, setColumns] = useState<string[]>([]);
  const [byteOrderMark, setByteOrderMark] = useState(true);
  const [guardFormulas, setGuardFormulas] = useState(true);
  const name = list === 'events' ? filters['name'] : undefined;
  const known = useQuery(exportColumnsQuery(list, name || undefined));
  const request = {
    ...{ rows: { list, filters: withTimes(filters) }, format, byteOrderMark, guardFormulas },
    ...(columns.length > 0 && { columns }),
  };
  const create = useMutation({
    mutationFn: () => api.post('/exports', request, exportJob),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['exports'] });
      onClose();
    },
  });
  const period = list === 'events' || list === 'orders';
  const change = (key: string, value: string) =>
    setFilters(Object.fromEntries(Object.entries({ ...filters, [key]: value }).filter(([, one]) => one !== '')));
  return (
    <Modal
      open
      title={t('exports.create')}
      okText={t('exports.start')}
      cancelText={t('action.cancel')}
      onCancel={onClose}
      onOk={() => create.mutate()}
      okButtonProps={{ disabled: !createExportRequest.safeParse(request).success, loading: create.isPending }}
    >
      <div className="column" style={{ gap: 16 }}>
        <Field label={t('exports.list')} error={create.error?.message}>
          {(control) => (
            <Select
              {...control}
              value={list}
              options={exportLists.map((one) => ({ value: one, label: t(`exports.lists.${one}`) }))}
              onChange={(next) => {
                setList(next);
                setFilters({});
                setColumns([]);
              }}
            />
          )}
        </Field>
        {list === 'events' ? (
          <Field label={t('exports.event')} hint={t('exports.eventHint')}>
            {() => (
              <SuggestInput
                label={t('exports.event')}
                value={filters['name'] ?? ''}
                suggestions={catalog.events.map((event) => event.name)}
                nameOf={names.event}
                onChange={(text) => change('name', text)}
              />
            )}
          </Field>
        ) : null}
        {period ? (
          <div className="row wrap">
            {(['from', 'to'] as const).map((key) => (
              <Field key={key} label={t(`exports.${key}`)}>
                {(control) => (
                  <Input
                    {...control}
                    type="date"
                    value={filters[key]?.slice(0, 10) ?? ''}
                    onChange={({ target }) => change(key, target.value)}
                  />
                )}
              </Field>
            ))}
          </div>
        ) : Object.keys(filters).length > 0 ? (
          <p className="soft small" style={{ margin: 0 }}>
            <Trans i18nKey="exports.filtered" components={{ filters: <FilterWords filters={filters} /> }} />
          </p>
        ) : null}
        <Field label={t('exports.columns')} hint={t('exports.columnsHint')}>
          {(control) => (
            <Select
              {...control}
              mode="multiple"
              placeholder={t('exports.allColumns', { count: known.data?.columns.length ?? 0 })}
              value={columns}
              options={(known.data?.columns ?? []).map((column) => ({ value: column.name, label: column.name }))}
              onChange={setColumns}
            />
          )}
        </Field>
        <Field label={t('exports.format')} hint={t(`exports.formatHint.${format}`)}>
          {(control) => (
            <Select
              {...control}
              value={format}
              options={exportFormats.map((one) => ({ value: one, label: one === 'csv' ? 'CSV' : 'Parquet' }))}
              onChange={setFormat}
            />
          )}
        </Field>
        {format === 'csv' ? (
          <div className="column" style={{ gap: 8 }}>
            <Checkbox checked={byteOrderMark} onChange={({ target }) => setByteOrderMark(target.checked)}>
              {t('exports.byteOrderMark')}
            </Checkbox>
            <Checkbox checked={guardFormulas} onChange={({ target }) => setGuardFormulas(target.checked)}>
              {t('exports.guardFormulas')}
            </Checkbox>
          </div>
        ) : null}
      </div>
    </Modal>
  );
}

/** A day is written as the instant at which it begins. */
function withTimes(filters: Filters): Filters {
  return Object.fromEntries(
    Object.entries(filters).map(([key, value]) =>
      (key === 'from' || key === 'to') && value.length === 10
        ? [key, new Date(`${value}T00:00:00`).toISOString()]
        : [key, value],
    ),
  );
}
