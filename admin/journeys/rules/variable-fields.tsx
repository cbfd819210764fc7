import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { runVariableTypes } from '#contracts/journey/variable.ts';
import styles from '../fields/fields.module.css';
import { RowList } from '../fields/row-list.tsx';
import { type RuleFieldsProps, withPart } from './rule-fields-props.ts';

/** Values that a run carries. */
export function VariableFields({ definition, onChange }: RuleFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className="column" style={{ alignItems: 'stretch' }}>
      <h3>{t('canvas.rules.variables')}</h3>
      <p className="small faint">{t('canvas.rules.variablesHint')}</p>
      <RowList
        items={definition.variables ?? []}
        add={t('canvas.rules.addVariable')}
        most={50}
        fresh={() => ({ name: '', type: 'text' as const })}
        onChange={(variables) =>
          onChange(withPart(definition, 'variables', variables.length > 0 ? variables : undefined))
        }
      >
        {(variable, replace) => (
          <span className={styles['parts']}>
            <Input
              aria-label={t('nodeForm.variable')}
              placeholder={t('nodeForm.variable')}
              style={{ width: 128 }}
              maxLength={40}
              value={variable.name}
              onChange={(event) => replace({ ...variable, name: event.target.value })}
            />
            <Select
              aria-label={t('canvas.rules.variableType')}
              popupMatchSelectWidth={false}
              value={variable.type}
              options={runVariableTypes.map((value) => ({ value, label: t(`canvas.rules.types.${value}`) }))}
              onChange={(type) => replace({ ...variable, type })}
            />
            <Input
              aria-label={t('canvas.rules.variableFrom')}
              placeholder={t('canvas.rules.variableFrom')}
              maxLength={200}
              value={variable.from ?? ''}
              onChange={({ target }) => {
                const { from: _, ...rest } = variable;
                replace(target.value ? { ...rest, from: target.value } : rest);
              }}
            />
          </span>
        )}
      </RowList>
    </div>
  );
}
