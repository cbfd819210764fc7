import Button from 'antd/es/button';
import Select from 'antd/es/select';
import { Trans, useTranslation } from 'react-i18next';
import { type LifecycleSettings, lifecycleStages, suggestedLifecycle } from '#contracts/lifecycle.ts';
import { Section } from '../../shared/ui/page.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import type { SettingsFormProps } from '../settings-form-props.ts';
import styles from '../settings-page.module.css';
import { LifecycleRule } from './lifecycle-rule.tsx';

/** By what each stage of the lifecycle is known. */
export function LifecycleForm({ value, onChange }: SettingsFormProps) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const rules = value.lifecycle ?? [];
  const setRules = (lifecycle: LifecycleSettings) => onChange({ lifecycle });
  const missing = lifecycleStages.filter((stage) => !rules.some((rule) => rule.stage === stage));
  const move = (index: number, by: -1 | 1) => {
    const next = [...rules];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + by, 0, moved);
    setRules(next);
  };
  return (
    <Section title={t('settings.section.lifecycle')}>
      <div className={styles['fields']}>
        <p className="soft">{rules.length === 0 ? t('lifecycle.empty') : t('lifecycle.hint')}</p>
        {rules.length === 0 ? (
          <>
            <p className="soft">{t('lifecycle.suggestHint')}</p>
            <Button
              type="primary"
              style={{ alignSelf: 'flex-start' }}
              disabled={!mayChange}
              onClick={() => setRules(suggestedLifecycle)}
            >
              {t('lifecycle.suggest')}
            </Button>
          </>
        ) : null}
        <ol className="column" style={{ gap: 24 }}>
          {rules.map((rule, index) => (
            <LifecycleRule
              key={rule.stage}
              rule={rule}
              onChange={(next) => setRules(rules.map((one, at) => (at === index ? next : one)))}
              onRemove={() => setRules(rules.filter((_, at) => at !== index))}
              {...(mayChange && index > 0 && { onUp: () => move(index, -1) })}
              {...(mayChange && index < rules.length - 1 && { onDown: () => move(index, 1) })}
            />
          ))}
        </ol>
        {rules.length > 0 ? (
          <>
            <div className="row wrap">
              {missing.length > 0 ? (
                <Select
                  aria-label={t('lifecycle.add')}
                  placeholder={t('lifecycle.add')}
                  style={{ width: 200 }}
                  value={null}
                  options={missing.map((stage) => ({ value: stage, label: t(`attributes.stage.${stage}`) }))}
                  onChange={(stage: (typeof missing)[number] | null) => {
                    if (stage) setRules([...rules, { stage, condition: { type: 'all', conditions: [] } }]);
                  }}
                />
              ) : null}
              <Button type="text" disabled={!mayChange} onClick={() => setRules([])}>
                {t('lifecycle.off')}
              </Button>
            </div>
            <p className="small faint">
              <Trans i18nKey="lifecycle.use" components={{ code: <code /> }} />
            </p>
          </>
        ) : null}
      </div>
    </Section>
  );
}
