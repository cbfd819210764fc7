import Input from 'antd/es/input';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../shared/ui/field.tsx';
import type { NodeFormProps } from '../node-view.ts';

export function GiveCouponForm({ node, onChange }: NodeFormProps<'give_coupon'>) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t('nodeForm.pool')} hint={t('nodeForm.poolHint')}>
        {(control) => (
          <Input
            {...control}
            maxLength={64}
            value={node.pool}
            onChange={(event) => onChange({ ...node, pool: event.target.value })}
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
