import { useQuery } from '@tanstack/react-query';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { couponPoolsQuery } from '#admin/coupons/coupon-queries.ts';
import type { NodeFormProps } from '#admin/journeys/nodes/node-card.ts';
import { Field } from '#admin/shared/ui/field.tsx';

export function GiveCouponForm({ node, onChange }: NodeFormProps<'give_coupon'>) {
  const { t } = useTranslation();
  const pools = useQuery(couponPoolsQuery).data ?? [];
  return (
    <>
      <Field label={t('nodeForm.pool')} hint={t('nodeForm.poolHint')}>
        {(control) => (
          <Select
            {...control}
            showSearch={{ optionFilterProp: 'label' }}
            value={node.pool || null}
            options={pools.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(pool) => onChange({ ...node, pool: pool ?? '' })}
          />
        )}
      </Field>
      <Field label={t('nodeForm.keepIn')} hint={t('nodeForm.keepInHint', { variable: node.variable })}>
        {(control) => (
          <Input
            {...control}
            maxLength={40}
            value={node.variable}
            onChange={(event) => onChange({ ...node, variable: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
