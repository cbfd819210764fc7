import { useQuery } from '@tanstack/react-query';
import Input from 'antd/es/input';
import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { outlooksQuery } from '#admin/journeys/experiments/experiment-queries.ts';
import { ExperimentResults } from '#admin/journeys/experiments/experiment-results.tsx';
import { OutlookLines } from '#admin/journeys/experiments/outlook-lines.tsx';
import { branchesFor, freshOption } from '#admin/journeys/fields/branches.ts';
import styles from '#admin/journeys/fields/fields.module.css';
import { RowList } from '#admin/journeys/fields/row-list.tsx';
import type { NodeFormProps, NodeOf } from '#admin/journeys/nodes/node-card.ts';
import { useFormat } from '#admin/shared/format.ts';
import { Field } from '#admin/shared/ui/field.tsx';
import type { ExperimentNode } from '#contracts/experiment.ts';
import { AllocationFields } from './allocation-fields.tsx';
import { MeasureFields } from './measure-fields.tsx';

type Arms = NodeOf<'experiment'>['arms'];

/** Arms and their weights, what is measured and how people are shared out; above it what came of the published one. */
export function ExperimentForm({ node, definition, onChange }: NodeFormProps<'experiment'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { control: _, ...withoutControl } = node;
  const outlook = useQuery(outlooksQuery(definition.id)).data?.items.find((one) => one.node === node.id);
  const total = node.arms.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const setArms = (arms: Arms) => {
    const kept = arms.some(({ id }) => id === node.control) ? node : withoutControl;
    onChange({ ...kept, arms, branches: branchesFor(node.branches, arms) });
  };
  return (
    <>
      <ExperimentResults journey={definition.id} node={node} />
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
      <AllocationFields
        allocation={node.allocation}
        hasControl={node.control !== undefined}
        onChange={(allocation) => onChange(withAllocation(node, allocation))}
      />
      <MeasureFields
        measure={node.measure}
        isOptional={node.allocation === undefined}
        onChange={(measure) => onChange(withMeasure(node, measure))}
      />
      {outlook && node.measure ? (
        <div className="column" style={{ alignItems: 'stretch' }}>
          <h3>{t('experiments.outlook.title')}</h3>
          <OutlookLines outlook={outlook} />
        </div>
      ) : null}
    </>
  );
}

/** Whoever decides by results needs one: what is bought is told by most shops. */
function withAllocation(node: ExperimentNode, allocation: ExperimentNode['allocation']): ExperimentNode {
  const { allocation: _, ...rest } = node;
  return allocation === undefined
    ? rest
    : { ...rest, allocation, measure: node.measure ?? { type: 'order', withinHours: 72 } };
}

function withMeasure(node: ExperimentNode, measure: ExperimentNode['measure']): ExperimentNode {
  const { measure: _, ...rest } = node;
  return measure === undefined ? rest : { ...rest, measure };
}

/** A, B, C ... */
function nextName(arms: Arms): string {
  return String.fromCharCode(65 + (arms.length % 26));
}
