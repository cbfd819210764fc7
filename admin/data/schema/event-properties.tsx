import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type EventRule, type FieldRule, fieldPath, fieldRule } from '#contracts/schema/schema.ts';
import type { SchemaEvent, SchemaField } from '#contracts/schema/schema-registry.ts';
import { useFormat } from '../../shared/format.ts';
import { useNames } from '../../shared/names/use-names.ts';
import { type Column, DataTable } from '../../shared/ui/data-table.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { EmptyState } from '../../shared/ui/state.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import styles from '../data.module.css';
import { AddPath } from './add-path.tsx';
import { FieldDrawer } from './field-drawer.tsx';
import { ExamplesText, FieldName, PersonalMark, ShareText, TypeText } from './schema-marks.tsx';

interface EventPropertiesProps {
  readonly event: SchemaEvent;
  readonly rule: EventRule;
  readonly onChange: (rule: EventRule) => void;
}

/** The properties that were seen or are fixed, with the draft's rules already in their places. */
export function EventProperties({ event, rule, onChange }: EventPropertiesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayChange = useMayChange();
  const names = useNames();
  const [open, setOpen] = useState<string>();
  const fields = withDraft(event.properties, rule);

  const change = (path: string, next: FieldRule | null) => {
    const { [path]: _, ...others } = rule.fields;
    onChange({ ...rule, fields: next === null ? others : { ...others, [path]: next } });
  };

  const columns: Column<SchemaField>[] = [
    {
      key: 'path',
      title: t('data.field.name'),
      render: (field) => (
        <button type="button" className={styles['plainButton']} onClick={() => setOpen(field.path)}>
          <FieldName path={field.path} shown={field.rule?.displayName || names.property(event.name, field.path)} />
          {field.rule?.description ? <span className="soft small"> {field.rule.description}</span> : null}
        </button>
      ),
    },
    { key: 'type', title: t('data.field.type'), render: (field) => <TypeText field={field} /> },
    { key: 'share', title: t('data.field.share'), align: 'end', render: (field) => <ShareText field={field} /> },
    { key: 'examples', title: t('data.field.examples'), render: (field) => <ExamplesText field={field} /> },
    {
      key: 'personal',
      title: t('data.field.personal'),
      render: (field) => <PersonalMark personal={field.rule?.personal ?? field.personal} />,
    },
  ];
  return (
    <Section
      flush
      title={t('data.events.properties')}
      note={t('data.events.observed', { count: event.observed, number: format.number(event.observed) })}
      extra={
        mayChange ? (
          <AddPath
            taken={fields.map(({ path }) => path)}
            onAdd={(path) => {
              change(path, fieldRule.parse({}));
              setOpen(path);
            }}
          />
        ) : undefined
      }
    >
      {fields.length === 0 ? (
        <EmptyState
          compact
          icon="event"
          title={t('data.events.noProperties.title')}
          text={t('data.events.noProperties.text')}
        />
      ) : (
        <DataTable
          label={t('data.events.properties')}
          columns={columns}
          rows={fields}
          rowKey={(field) => field.path}
          linked
        />
      )}
      <FieldDrawer
        field={fields.find(({ path }) => path === open)}
        onClose={() => setOpen(undefined)}
        onChange={change}
      />
    </Section>
  );
}

function withDraft(seen: readonly SchemaField[], { fields }: EventRule): SchemaField[] {
  const known = new Set(seen.map(({ path }) => path));
  const added = Object.entries(fields).flatMap(([path, rule]): SchemaField[] =>
    known.has(path) || !fieldPath.safeParse(path).success ? [] : [{ ...neverSeen, path, rule }],
  );
  return [...seen.map((field) => ({ ...field, rule: fields[field.path] ?? null })), ...added];
}

const neverSeen: Omit<SchemaField, 'path' | 'rule'> = {
  ...{ learned: 'unknown', types: [], share: null, seen: 0, nulls: 0, distinct: 0, values: [] },
  ...{ personal: 'none', masked: false },
};
