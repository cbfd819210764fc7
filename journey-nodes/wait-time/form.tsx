import InputNumber from 'antd/es/input-number';
import { useTranslation } from 'react-i18next';
import { DayRuleFields } from '#admin/journeys/fields/day-rule-fields.tsx';
import styles from '#admin/journeys/fields/fields.module.css';
import { TimeInput } from '#admin/journeys/fields/time-input.tsx';
import type { NodeFormProps, NodeOf } from '#admin/journeys/nodes/node-card.ts';
import { Field } from '#admin/shared/ui/field.tsx';

export function WaitTimeForm({ node, onChange }: NodeFormProps<'wait_time'>) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t('nodeForm.atLeast')} hint={t('nodeForm.atLeastHint')}>
        {(control) => (
          <InputNumber
            {...control}
            min={0}
            max={365}
            precision={0}
            suffix={t('duration.days')}
            value={node.days}
            onChange={(days) => onChange({ ...node, days: days ?? 0 })}
          />
        )}
      </Field>
      <DayRuleFields rule={node.on} onChange={(on) => onChange({ ...node, on })} />
      <Field label={t('nodeForm.between')} hint={t('nodeForm.betweenHint')}>
        {(control) => (
          <span className={styles['parts']}>
            <TimeInput {...control} value={node.from} onChange={(from) => onChange(withTime(node, { from }))} />
            –
            <TimeInput
              label={t('nodeForm.until')}
              value={node.until}
              onChange={(until) => onChange(withTime(node, { until }))}
            />
          </span>
        )}
      </Field>
    </>
  );
}

type Times = { readonly from?: string | undefined; readonly until?: string | undefined };

function withTime({ from, until, ...node }: NodeOf<'wait_time'>, changed: Times): NodeOf<'wait_time'> {
  const times = { from, until, ...changed };
  return {
    ...node,
    ...(times.from !== undefined && { from: times.from }),
    ...(times.until !== undefined && { until: times.until }),
  };
}
