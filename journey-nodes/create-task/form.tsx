import { useQuery } from '@tanstack/react-query';
import Input from 'antd/es/input';
import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { NodeFormProps } from '#admin/journeys/nodes/node-card.ts';
import { teamQuery } from '#admin/settings/use-settings-queries.ts';
import { Field } from '#admin/shared/ui/field.tsx';

export function CreateTaskForm({ node, onChange }: NodeFormProps<'create_task'>) {
  const { t } = useTranslation();
  const members = useQuery(teamQuery).data?.members ?? [];
  return (
    <>
      <Field label={t('nodeForm.taskTitle')}>
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            value={node.title}
            onChange={(event) => onChange({ ...node, title: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('nodeForm.taskNote')}>
        {(control) => (
          <Input.TextArea
            {...control}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={2_000}
            value={node.note}
            onChange={(event) => onChange({ ...node, note: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('nodeForm.assignee')} hint={t('nodeForm.assigneeHint')}>
        {(control) => (
          <Select
            {...control}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('nodeForm.owner')}
            value={node.assignee ?? null}
            options={members.map(({ name, email }) => ({ value: email, label: name }))}
            onChange={(chosen: string | null | undefined) => {
              const { assignee: _, ...rest } = node;
              onChange(chosen ? { ...rest, assignee: chosen } : rest);
            }}
          />
        )}
      </Field>
      <Field label={t('nodeForm.due')}>
        {(control) => (
          <InputNumber
            {...control}
            min={0}
            max={365}
            precision={0}
            suffix={t('duration.days')}
            value={node.dueDays}
            onChange={(dueDays) => onChange({ ...node, dueDays: dueDays ?? 0 })}
          />
        )}
      </Field>
    </>
  );
}
