import { useQuery } from '@tanstack/react-query';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { NodeFormProps } from '#admin/journeys/nodes/node-card.ts';
import { listsQuery } from '#admin/lists/list-queries.ts';
import { Field } from '#admin/shared/ui/field.tsx';

export function UpdateListsForm({ node, onChange }: NodeFormProps<'update_lists'>) {
  const { t } = useTranslation();
  const lists = useQuery(listsQuery).data?.items ?? [];
  return (
    <>
      {(['add', 'remove'] as const).map((part) => (
        <Field key={part} label={t(`nodeForm.lists.${part}`)}>
          {(control) => (
            <Select
              {...control}
              mode="multiple"
              maxCount={20}
              showSearch={{ optionFilterProp: 'label' }}
              value={node[part]}
              options={lists.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(chosen: string[]) => onChange({ ...node, [part]: chosen })}
            />
          )}
        </Field>
      ))}
    </>
  );
}
