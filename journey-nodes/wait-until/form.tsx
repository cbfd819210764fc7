import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { branchesFor, freshOption } from '#admin/journeys/fields/branches.ts';
import { RowList } from '#admin/journeys/fields/row-list.tsx';
import type { NodeFormProps, NodeOf } from '#admin/journeys/nodes/node-card.ts';
import { DurationInput } from '#admin/shared/ui/duration-input.tsx';
import { Field } from '#admin/shared/ui/field.tsx';
import { AwaitedFields } from './awaited-fields.tsx';

type Options = NodeOf<'wait_until'>['options'];

export function WaitUntilForm({ node, definition, onChange }: NodeFormProps<'wait_until'>) {
  const { t } = useTranslation();
  const setOptions = (options: Options) =>
    onChange({ ...node, options, branches: branchesFor(node.branches, options, 'timeout') });
  return (
    <>
      <div className="column" style={{ alignItems: 'stretch' }}>
        <h3>{t('nodeForm.waitForAny')}</h3>
        <RowList
          items={node.options}
          add={t('nodeForm.addOption')}
          least={1}
          most={10}
          fresh={() => ({ id: freshOption(), on: { type: 'event' as const, match: { event: '', where: [] } } })}
          onChange={setOptions}
        >
          {(option, replace) => (
            <AwaitedFields on={option.on} definition={definition} onChange={(on) => replace({ ...option, on })} />
          )}
        </RowList>
      </div>
      {node.options.length > 1 ? (
        <Field label={t('nodeForm.pick')} hint={t(`nodeForm.pickHint.${node.pick}`)}>
          {(control) => (
            <Select
              {...control}
              value={node.pick}
              options={(['first', 'ranked'] as const).map((value) => ({ value, label: t(`nodeForm.picks.${value}`) }))}
              onChange={(pick) => onChange({ ...node, pick })}
            />
          )}
        </Field>
      ) : null}
      <Field label={t('journeys.waitAtMost')} hint={t('journeys.waitAtMostHint')}>
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
