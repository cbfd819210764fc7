import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { PayloadMapping, PayloadRule } from '#contracts/source.ts';
import { CountrySelect } from '../../../shared/ui/country-select.tsx';
import { Field } from '../../../shared/ui/field.tsx';
import { Icon } from '../../../shared/ui/icon.tsx';
import styles from './mapping.module.css';
import type { PayloadShape } from './payload-shape.ts';
import { RuleEditor } from './rule-editor.tsx';

interface MappingFieldsProps {
  readonly mapping: PayloadMapping;
  readonly shape: PayloadShape;
  readonly onChange: (mapping: PayloadMapping) => void;
}

const zones = Intl.supportedValuesOf('timeZone');
const newRule: PayloadRule = {
  ...{ when: [], type: 'track', event: '', lists: [] },
  fields: [{ target: 'email', path: '', type: 'auto' }],
};

/** The rules of a mapping, each as fields. */
export function MappingFields({ mapping, shape, onChange }: MappingFieldsProps) {
  const { t } = useTranslation();
  const { rules } = mapping;
  const putRules = (next: PayloadRule[]) => onChange({ ...mapping, rules: next });
  return (
    <div className={styles['rules']}>
      <span className="small faint">{t('sources.ruleOrder')}</span>
      {rules.map((rule, index) => (
        <RuleEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no name of its own
          key={index}
          rule={rule}
          number={index + 1}
          shape={shape}
          onChange={(next) => putRules(rules.map((one, place) => (place === index ? next : one)))}
          onMoveUp={index === 0 ? undefined : () => putRules(rules.toSpliced(index, 1).toSpliced(index - 1, 0, rule))}
          onRemove={rules.length === 1 ? undefined : () => putRules(rules.toSpliced(index, 1))}
        />
      ))}
      <span>
        <Button
          icon={<Icon name="plus" size={14} />}
          disabled={rules.length >= 50}
          onClick={() => putRules([...rules, newRule])}
        >
          {t('sources.addRule')}
        </Button>
      </span>
      <div className={styles['heads']}>
        <Field label={t('sources.timeZone')}>
          {(control) => (
            <Select
              {...control}
              showSearch
              value={mapping.timeZone}
              options={[...new Set(['UTC', mapping.timeZone, ...zones])].map((value) => ({ value, label: value }))}
              onChange={(timeZone) => onChange({ ...mapping, timeZone })}
            />
          )}
        </Field>
        <Field label={t('sources.country')}>
          {(control) => (
            <CountrySelect
              {...control}
              none={t('sources.workspaceCountry')}
              value={mapping.country ?? ''}
              onChange={(country) => {
                const { country: _, ...rest } = mapping;
                onChange(country === '' ? rest : { ...rest, country });
              }}
            />
          )}
        </Field>
        <Field label={t('sources.unwrap')} hint={t('sources.unwrapHint')}>
          {(control) => (
            <Input
              {...control}
              className="mono"
              maxLength={300}
              value={mapping.unwrap ?? ''}
              onChange={(event) => {
                const { unwrap: _, ...rest } = mapping;
                onChange(event.target.value === '' ? rest : { ...rest, unwrap: event.target.value });
              }}
            />
          )}
        </Field>
      </div>
    </div>
  );
}
