import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import styles from '#admin/journeys/fields/fields.module.css';
import { RowList } from '#admin/journeys/fields/row-list.tsx';
import { ValueInput } from '#admin/journeys/fields/value-input.tsx';
import type { NodeFormProps, NodeOf } from '#admin/journeys/nodes/node-card.ts';
import { SuggestInput } from '#admin/shared/conditions/parts/suggest-input.tsx';
import { useCatalog } from '#admin/shared/conditions/use-catalog.ts';

type Change = NodeOf<'update_profile'>['changes'][number];
const changes = ['set', 'add', 'remove'] as const;

export function UpdateProfileForm({ node, definition, onChange }: NodeFormProps<'update_profile'>) {
  const { t } = useTranslation();
  const { traits } = useCatalog();
  return (
    <RowList
      items={node.changes}
      add={t('nodeForm.addChange')}
      least={1}
      fresh={() => emptyChange('set', '')}
      onChange={(next) => onChange({ ...node, changes: next })}
    >
      {(one, replace) => (
        <>
          <span className={styles['parts']}>
            <Select
              aria-label={t('nodeForm.change')}
              popupMatchSelectWidth={false}
              value={one.change}
              options={changes.map((value) => ({ value, label: t(`nodeForm.changes.${value}`) }))}
              onChange={(change) => replace(emptyChange(change, one.trait))}
            />
            <SuggestInput
              label={t('nodeForm.trait')}
              value={one.trait}
              suggestions={traits.map(({ name }) => name)}
              onChange={(trait) => replace({ ...one, trait })}
            />
          </span>
          {one.change === 'set' ? (
            <ValueInput value={one.value} definition={definition} onChange={(value) => replace({ ...one, value })} />
          ) : one.change === 'add' ? (
            <InputNumber
              aria-label={t('nodeForm.amount')}
              value={one.amount}
              onChange={(amount) => replace({ ...one, amount: amount ?? 0 })}
            />
          ) : null}
        </>
      )}
    </RowList>
  );
}

function emptyChange(change: Change['change'], trait: string): Change {
  switch (change) {
    case 'set':
      return { change, trait, value: { from: 'constant', value: '' } };
    case 'add':
      return { change, trait, amount: 1 };
    case 'remove':
      return { change, trait };
  }
}
