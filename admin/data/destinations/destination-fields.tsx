import Checkbox from 'antd/es/checkbox';
import Input from 'antd/es/input';
import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { DestinationDefinition } from '#contracts/destination.ts';
import { Field } from '../../shared/ui/field.tsx';
import styles from '../data.module.css';
import { DestinationFacts } from './destination-facts.tsx';

interface DestinationFieldsProps {
  readonly value: DestinationDefinition;
  readonly onChange: (value: DestinationDefinition) => void;
  readonly errors: Readonly<Record<string, string>>;
}

const numbers = [
  ['batchItems', 1, 500],
  ['batchSeconds', 0, 300],
  ['timeoutSeconds', 1, 25],
  ['retryHours', 1, 72],
] as const;

export function DestinationFields({ value, onChange, errors }: DestinationFieldsProps) {
  const { t } = useTranslation();
  const change = (more: Partial<DestinationDefinition>) => onChange({ ...value, ...more });
  return (
    <div className="column" style={{ gap: 24 }}>
      <div className={styles['rules']}>
        <Field label={t('destinations.name')} error={errors['name']}>
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              value={value.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('destinations.url')} hint={t('destinations.urlHint')} error={errors['url']}>
          {(control) => (
            <Input
              {...control}
              type="url"
              value={value.url}
              onChange={(event) => change({ url: event.target.value })}
            />
          )}
        </Field>
      </div>
      <DestinationFacts facts={value.facts} error={errors['facts']} onChange={(facts) => change({ facts })} />
      <div className={styles['rules']}>
        <Field label={t('destinations.people')} hint={t('destinations.peopleHint')}>
          {(control) => (
            <Select
              {...control}
              value={value.people}
              options={(['id', 'identities'] as const).map((one) => ({
                value: one,
                label: t(`destinations.peopleOf.${one}`),
              }))}
              onChange={(people) => change({ people })}
            />
          )}
        </Field>
        {numbers.map(([name, min, max]) => (
          <Field key={name} label={t(`destinations.${name}`)} hint={t(`destinations.${name}Hint`)} error={errors[name]}>
            {(control) => (
              <InputNumber
                {...control}
                style={{ width: '100%' }}
                min={min}
                max={max}
                precision={0}
                value={value[name]}
                onChange={(number) => change({ [name]: number ?? min })}
              />
            )}
          </Field>
        ))}
      </div>
      <div className="column" style={{ gap: 8 }}>
        <Checkbox checked={value.imported} onChange={(event) => change({ imported: event.target.checked })}>
          {t('destinations.imported')}
        </Checkbox>
        <Checkbox
          checked={value.allowPrivateAddresses}
          onChange={(event) => change({ allowPrivateAddresses: event.target.checked })}
        >
          {t('destinations.allowPrivate')}
        </Checkbox>
      </div>
    </div>
  );
}
