import Input from 'antd/es/input';
import { useTranslation } from 'react-i18next';
import { Field } from '../../shared/ui/field.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { Editable } from '../../sign-in/editable.tsx';
import { RowList } from '../fields/row-list.tsx';
import { GoalFields } from '../rules/goal-fields.tsx';
import { HappeningFields } from '../rules/happening-fields.tsx';
import { LimitFields } from '../rules/limit-fields.tsx';
import { ReentryFields } from '../rules/reentry-fields.tsx';
import type { RuleFieldsProps } from '../rules/rule-fields-props.ts';
import { VariableFields } from '../rules/variable-fields.tsx';
import styles from './journey-editor.module.css';

/** What concerns the journey as a whole: what it is for, entering again, leaving early, what its runs carry. */
export function JourneyPanel({ definition, onChange }: RuleFieldsProps) {
  const { t } = useTranslation();
  return (
    <Section title={t('journeys.rules')}>
      <Editable>
        <div className={styles['fields']}>
          <Field label={t('journeys.description')}>
            {(control) => (
              <Input.TextArea
                {...control}
                autoSize={{ minRows: 2, maxRows: 6 }}
                maxLength={2_000}
                value={definition.description}
                onChange={(event) => onChange({ ...definition, description: event.target.value })}
              />
            )}
          </Field>
          <GoalFields definition={definition} onChange={onChange} />
          <div className="column" style={{ alignItems: 'stretch' }}>
            <h3>{t('journeys.exitRules')}</h3>
            <p className="small faint">{t('journeys.exitRulesHint')}</p>
            <RowList
              items={definition.exitRules}
              add={t('journeys.addExitRule')}
              fresh={() => ({ type: 'event' as const, match: { event: '', where: [] } })}
              onChange={(exitRules) => onChange({ ...definition, exitRules })}
            >
              {(rule, replace) => <HappeningFields on={rule} onChange={replace} />}
            </RowList>
          </div>
          <ReentryFields definition={definition} onChange={onChange} />
          <LimitFields definition={definition} onChange={onChange} />
          <VariableFields definition={definition} onChange={onChange} />
        </div>
      </Editable>
    </Section>
  );
}
