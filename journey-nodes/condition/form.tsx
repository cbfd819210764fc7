import Input from 'antd/es/input';
import { useTranslation } from 'react-i18next';
import { branchesFor, freshOption } from '#admin/journeys/fields/branches.ts';
import { ConditionEditor } from '#admin/journeys/fields/condition-editor.tsx';
import { RowList } from '#admin/journeys/fields/row-list.tsx';
import type { NodeFormProps } from '#admin/journeys/nodes/node-card.ts';
import { caseName } from './case-name.ts';

export function ConditionForm({ node, definition, onChange }: NodeFormProps<'condition'>) {
  const { t } = useTranslation();
  const { cases } = node;
  return (
    <>
      <p className="soft">{t(cases.length > 1 ? 'nodeForm.casesHelp' : 'nodeForm.caseHelp')}</p>
      <RowList
        items={cases}
        add={t('nodeForm.addCase')}
        least={1}
        most={10}
        fresh={() => ({ id: freshOption(), condition: { type: 'all' as const, conditions: [] } })}
        onChange={(next) => onChange({ ...node, cases: next, branches: branchesFor(node.branches, next, 'no') })}
      >
        {(one, replace, index) => (
          <>
            {cases.length > 1 ? (
              <Input
                aria-label={t('nodeForm.caseName')}
                placeholder={caseName(index, cases.length, t)}
                maxLength={60}
                value={one.name ?? ''}
                onChange={({ target }) => {
                  const { name: _, ...rest } = one;
                  replace(target.value ? { ...rest, name: target.value } : rest);
                }}
              />
            ) : null}
            <ConditionEditor
              condition={one.condition}
              definition={definition}
              onChange={(condition) => replace({ ...one, condition })}
            />
          </>
        )}
      </RowList>
    </>
  );
}
