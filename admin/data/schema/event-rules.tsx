import Input from 'antd/es/input';
import Select from 'antd/es/select';
import Switch from 'antd/es/switch';
import { useTranslation } from 'react-i18next';
import { type EventRule, schemaModes } from '#contracts/schema/schema.ts';
import type { SchemaEvent } from '#contracts/schema/schema-registry.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { Editable } from '../../sign-in/editable.tsx';
import styles from '../data.module.css';

interface EventRulesProps {
  readonly event: SchemaEvent;
  readonly rule: EventRule;
  readonly onChange: (rule: EventRule) => void;
}

const ofWorkspace = 'workspace';

/** What holds for the event as a whole. */
export function EventRules({ event, rule, onChange }: EventRulesProps) {
  const { t } = useTranslation();
  const mode = rule.mode ?? event.workspaceMode;
  const { mode: _, ...withoutMode } = rule;
  return (
    <Section title={t('data.events.rules')}>
      <Editable>
        <div className={styles['rules']}>
          <Field label={t('data.field.displayName')} hint={t('data.field.displayNameHint')}>
            {(control) => (
              <Input
                {...control}
                maxLength={60}
                value={rule.displayName}
                onChange={(change) => onChange({ ...rule, displayName: change.target.value })}
              />
            )}
          </Field>
          <Field label={t('data.modeTitle')} hint={t(`data.modeHint.${mode}`)}>
            {(control) => (
              <Select
                {...control}
                value={rule.mode ?? ofWorkspace}
                options={[
                  {
                    value: ofWorkspace,
                    label: t('data.events.asWorkspace', { mode: t(`data.mode.${event.workspaceMode}`) }),
                  },
                  ...schemaModes.map((value) => ({ value, label: t(`data.mode.${value}`) })),
                ]}
                onChange={(chosen) => {
                  const known = schemaModes.find((one) => one === chosen);
                  onChange(known === undefined ? withoutMode : { ...rule, mode: known });
                }}
              />
            )}
          </Field>
          <Field label={t('data.events.closed')} hint={t('data.events.closedHint')}>
            {(control) => (
              <span>
                <Switch {...control} checked={rule.closed} onChange={(closed) => onChange({ ...rule, closed })} />
              </span>
            )}
          </Field>
          <Field label={t('data.events.block')} hint={t('data.events.blockHint')}>
            {(control) => (
              <span>
                <Switch {...control} checked={rule.blocked} onChange={(blocked) => onChange({ ...rule, blocked })} />
              </span>
            )}
          </Field>
          <Field label={t('data.field.description')} hint={t('data.events.descriptionHint')}>
            {(control) => (
              <Input.TextArea
                {...control}
                autoSize={{ minRows: 2, maxRows: 6 }}
                maxLength={1_000}
                value={rule.description}
                onChange={(change) => onChange({ ...rule, description: change.target.value })}
              />
            )}
          </Field>
        </div>
      </Editable>
    </Section>
  );
}
