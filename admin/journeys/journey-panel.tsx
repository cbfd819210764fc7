import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { JourneyDefinition, JourneyTrigger } from '#contracts/journey.ts';
import { DurationInput } from '../shared/ui/duration-input.tsx';
import { Field } from '../shared/ui/field.tsx';
import { Icon } from '../shared/ui/icon.tsx';
import { Section } from '../shared/ui/page.tsx';
import { Editable } from '../sign-in/editable.tsx';
import styles from './journey-editor.module.css';
import { TriggerFields } from './trigger-fields.tsx';

interface JourneyPanelProps {
  readonly definition: JourneyDefinition;
  readonly onChange: (definition: JourneyDefinition) => void;
}

const week = 10_080;

/** What concerns the journey as a whole: entering again, leaving early, what it is for. */
export function JourneyPanel({ definition, onChange }: JourneyPanelProps) {
  const { t } = useTranslation();
  const { reentry, exitRules } = definition;
  const setRule = (index: number, rule: JourneyTrigger) =>
    onChange({ ...definition, exitRules: exitRules.map((one, at) => (at === index ? rule : one)) });

  return (
    <Section title={t('journeys.rules')}>
      <Editable>
        <div className={styles['fields']}>
          <Field label={t('journeys.reentry')} hint={t('journeys.reentryHint')}>
            {(control) => (
              <Select
                {...control}
                value={reentry.type}
                options={(['never', 'after', 'always'] as const).map((value) => ({
                  value,
                  label: t(`journeys.reentryRule.${value}`),
                }))}
                onChange={(type) =>
                  onChange({ ...definition, reentry: type === 'after' ? { type, minutes: week } : { type } })
                }
              />
            )}
          </Field>
          {reentry.type === 'after' ? (
            <Field label={t('journeys.reentryPause')}>
              {(control) => (
                <DurationInput
                  {...control}
                  minutes={reentry.minutes}
                  onChange={(minutes) => onChange({ ...definition, reentry: { type: 'after', minutes } })}
                />
              )}
            </Field>
          ) : null}
          <div className="column">
            <h3>{t('journeys.exitRules')}</h3>
            <p className="small faint">{t('journeys.exitRulesHint')}</p>
            {exitRules.map((rule, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity but their place
              <div key={index} className={styles['rule']}>
                <TriggerFields trigger={rule} onChange={(next) => setRule(index, next)} />
                <Button
                  type="text"
                  size="small"
                  icon={<Icon name="close" size={14} />}
                  onClick={() => onChange({ ...definition, exitRules: exitRules.filter((_, at) => at !== index) })}
                >
                  {t('action.remove')}
                </Button>
              </div>
            ))}
            <Button
              type="dashed"
              icon={<Icon name="plus" size={14} />}
              onClick={() =>
                onChange({
                  ...definition,
                  exitRules: [...exitRules, { type: 'event', match: { event: '', where: [] } }],
                })
              }
            >
              {t('journeys.addExitRule')}
            </Button>
          </div>
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
        </div>
      </Editable>
    </Section>
  );
}
