import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { ImportMapping } from '#contracts/import.ts';
import { Field } from '../../shared/ui/field.tsx';
import styles from './import.module.css';

interface ImportOrderFieldsProps {
  readonly mapping: ImportMapping;
  readonly onChange: (mapping: ImportMapping) => void;
}

const codeLists = ['shippingCodes', 'discountCodes', 'feeCodes'] as const;
const prefixes = ['refundPrefix', 'adjustmentPrefix'] as const;

/** How the shop writes what is no plain sale. */
export function ImportOrderFields({ mapping, onChange }: ImportOrderFieldsProps) {
  const { t } = useTranslation();
  const put = (change: Partial<ImportMapping['orders']>) =>
    onChange({ ...mapping, orders: { ...mapping.orders, ...change } });
  return (
    <div className={styles['fields']}>
      <Field label={t('imports.target.currency')} hint={t('imports.order.currencyHint')}>
        {(control) => (
          <Input
            {...control}
            maxLength={3}
            value={mapping.currency}
            onChange={(event) => onChange({ ...mapping, currency: event.target.value.toUpperCase() })}
          />
        )}
      </Field>
      {prefixes.map((name) => (
        <Field key={name} label={t(`imports.order.${name}`)} hint={t(`imports.order.${name}Hint`)}>
          {(control) => (
            <Input
              {...control}
              maxLength={20}
              value={mapping.orders[name]}
              onChange={(event) => put({ [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      {codeLists.map((name) => (
        <Field key={name} label={t(`imports.order.${name}`)} hint={t(`imports.order.${name}Hint`)}>
          {(control) => (
            <Select
              {...control}
              mode="tags"
              open={false}
              suffixIcon={null}
              tokenSeparators={[',', ' ']}
              value={mapping.orders[name]}
              onChange={(codes) => put({ [name]: codes })}
            />
          )}
        </Field>
      ))}
    </div>
  );
}
