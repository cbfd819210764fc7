import Input from 'antd/es/input';
import { useTranslation } from 'react-i18next';
import styles from '#admin/journeys/fields/fields.module.css';
import { RowList } from '#admin/journeys/fields/row-list.tsx';
import { ValueInput } from '#admin/journeys/fields/value-input.tsx';
import type { NodeFormProps } from '#admin/journeys/nodes/node-card.ts';
import { DurationInput } from '#admin/shared/ui/duration-input.tsx';
import { Field } from '#admin/shared/ui/field.tsx';

export function WebhookForm({ node, definition, onChange }: NodeFormProps<'webhook'>) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t('nodeForm.url')} hint={t('nodeForm.urlHint')}>
        {(control) => (
          <Input
            {...control}
            type="url"
            maxLength={2_000}
            value={node.url}
            onChange={(event) => onChange({ ...node, url: event.target.value })}
          />
        )}
      </Field>
      <div className="column" style={{ alignItems: 'stretch' }}>
        <h3>{t('nodeForm.body')}</h3>
        <RowList
          items={node.body}
          add={t('nodeForm.addField')}
          most={50}
          fresh={() => ({ key: '', value: { from: 'trait' as const, trait: '' } })}
          onChange={(body) => onChange({ ...node, body })}
        >
          {(one, replace) => (
            <>
              <Input
                aria-label={t('nodeForm.fieldName')}
                placeholder={t('nodeForm.fieldName')}
                maxLength={100}
                value={one.key}
                onChange={(event) => replace({ ...one, key: event.target.value })}
              />
              <ValueInput value={one.value} definition={definition} onChange={(value) => replace({ ...one, value })} />
            </>
          )}
        </RowList>
      </div>
      <div className="column" style={{ alignItems: 'stretch' }}>
        <h3>{t('nodeForm.results')}</h3>
        <p className="small faint">{t('nodeForm.resultsHint')}</p>
        <RowList
          items={node.results}
          add={t('nodeForm.addResult')}
          fresh={() => ({ variable: '', path: '' })}
          onChange={(results) => onChange({ ...node, results })}
        >
          {(one, replace) => (
            <span className={styles['parts']}>
              <Input
                aria-label={t('nodeForm.path')}
                placeholder={t('nodeForm.path')}
                style={{ width: 136 }}
                maxLength={200}
                value={one.path}
                onChange={(event) => replace({ ...one, path: event.target.value })}
              />
              →
              <Input
                aria-label={t('nodeForm.variable')}
                placeholder={t('nodeForm.variable')}
                style={{ width: 120 }}
                maxLength={40}
                value={one.variable}
                onChange={(event) => replace({ ...one, variable: event.target.value })}
              />
            </span>
          )}
        </RowList>
      </div>
      <Field label={t('nodeForm.answerWithin')}>
        {(control) => (
          <DurationInput
            {...control}
            minutes={node.timeoutMinutes}
            onChange={(timeoutMinutes) => onChange({ ...node, timeoutMinutes })}
          />
        )}
      </Field>
    </>
  );
}
