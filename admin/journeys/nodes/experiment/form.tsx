import Input from 'antd/es/input';
import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format.ts';
import { Field } from '../../../shared/ui/field.tsx';
import { branchesFor, freshOption } from '../../fields/branches.ts';
import styles from '../../fields/fields.module.css';
import { RowList } from '../../fields/row-list.tsx';
import type { NodeFormProps, NodeOf } from '../node-view.ts';

type Arms = NodeOf<'experiment'>['arms'];

export function ExperimentForm({ node, onChange }: NodeFormProps<'experiment'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { control: _, ...withoutControl } = node;
  const total = node.arms.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const setArms = (arms: Arms) => {
    const kept = arms.some(({ id }) => id === node.control) ? node : withoutControl;
    onChange({ ...kept, arms, branches: branchesFor(node.branches, arms) });
  };
  return (
    <>
      <p className="soft">{t('nodeForm.experimentHelp')}</p>
      <RowList
        items={node.arms}
        add={t('nodeForm.addArm')}
        least={2}
        most={10}
        fresh={() => ({ id: freshOption(), name: nextName(node.arms), weight: 50 })}
        onChange={setArms}
      >
        {(arm, replace) => (
          <span className={styles['parts']}>
            <Input
              aria-label={t('nodeForm.armName')}
              style={{ width: 120 }}
              maxLength={60}
              value={arm.name}
              onChange={(event) => replace({ ...arm, name: event.target.value })}
            />
            <InputNumber
              aria-label={t('nodeForm.weight')}
              min={0}
              max={1_000}
              precision={0}
              style={{ width: 88 }}
              value={arm.weight}
              onChange={(weight) => replace({ ...arm, weight: weight ?? 0 })}
            />
            <span className="soft">{format.percent(arm.weight / total)}</span>
          </span>
        )}
      </RowList>
      <Field label={t('nodeForm.control')} hint={t('nodeForm.controlHint')}>
        {(control) => (
          <Select
            {...control}
            allowClear
            placeholder={t('nodeForm.noControl')}
            value={node.control ?? null}
            options={node.arms.map(({ id, name }) => ({ value: id, label: name || id }))}
            onChange={(chosen: string | null | undefined) =>
              onChange(chosen ? { ...node, control: chosen } : withoutControl)
            }
          />
        )}
      </Field>
    </>
  );
}

/** A, B, C ... */
function nextName(arms: Arms): string {
  return String.fromCharCode(65 + (arms.length % 26));
}
