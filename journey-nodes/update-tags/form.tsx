import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { NodeFormProps } from '#admin/journeys/nodes/node-card.ts';
import { Field } from '#admin/shared/ui/field.tsx';

export function UpdateTagsForm({ node, onChange }: NodeFormProps<'update_tags'>) {
  const { t } = useTranslation();
  return (
    <>
      {(['add', 'remove'] as const).map((part) => (
        <Field key={part} label={t(`nodeForm.tags.${part}`)}>
          {(control) => (
            <Select
              {...control}
              mode="tags"
              tokenSeparators={[',', '，']}
              maxCount={20}
              value={node[part]}
              onChange={(tags: string[]) =>
                onChange({ ...node, [part]: tags.map((tag) => tag.trim().slice(0, 60)).filter(Boolean) })
              }
            />
          )}
        </Field>
      ))}
    </>
  );
}
