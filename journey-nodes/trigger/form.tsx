import { useTranslation } from 'react-i18next';
import { EntryFields } from '#admin/journeys/entries/entry-fields.tsx';
import type { NodeFormProps } from '#admin/journeys/nodes/node-card.ts';

export function TriggerForm({ node, definition, onChange }: NodeFormProps<'trigger'>) {
  const { t } = useTranslation();
  return (
    <>
      <p className="soft">{t('journeys.triggerHelp')}</p>
      <EntryFields
        entry={node.trigger}
        definition={definition}
        onChange={(trigger) => onChange({ ...node, trigger })}
      />
    </>
  );
}
