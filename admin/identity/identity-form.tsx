import Button from 'antd/es/button';
import InputNumber from 'antd/es/input-number';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { defaultIdentitySettings, type IdentityRule, type IdentitySettings } from '#contracts/identity-rule.ts';
import type { SettingsFormProps } from '../settings/settings-form-props.ts';
import { Icon } from '../shared/ui/icon.tsx';
import { Section } from '../shared/ui/page.tsx';
import styles from './identity-form.module.css';
import { IdentityKindCard } from './identity-kind-card.tsx';

/** By what people are recognised, the strongest first, and what happens when a word about it stands against another. */
export function IdentityForm({ value, errors, onChange }: SettingsFormProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<number>();
  const identity = value.identity ?? defaultIdentitySettings;
  const { kinds } = identity;
  const set = (change: Partial<IdentitySettings>) => onChange({ identity: { ...identity, ...change } });
  const setKind = (index: number, change: Partial<IdentityRule>) =>
    set({ kinds: kinds.map((rule, at) => (at === index ? { ...rule, ...change } : rule)) });
  const move = (index: number, by: -1 | 1) => {
    const next = [...kinds];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + by, 0, moved);
    set({ kinds: next });
    setOpen(undefined);
  };
  const limit = (name: 'mergesPerDay' | 'undoDays', most: number) => (
    <InputNumber
      aria-label={t(`identityRules.${name}`)}
      min={1}
      max={most}
      precision={0}
      style={{ width: 88 }}
      value={identity[name]}
      onChange={(count) => set({ [name]: count ?? 1 })}
    />
  );
  return (
    <>
      <Section title={t('identityRules.kinds')} flush>
        <p className={`soft ${styles['intro']}`}>{t('identityRules.kindsHint')}</p>
        <ol className={styles['kinds']}>
          {kinds.map((rule, index) => (
            <IdentityKindCard
              key={`${rule.kind}:${rule.label === undefined ? '' : index}`}
              rule={rule}
              place={index}
              last={kinds.length - 1}
              identity={identity}
              error={Object.entries(errors).find(([path]) => path.startsWith(`identity.kinds.${index}.`))?.[1]}
              open={open === index}
              onToggle={() => setOpen(open === index ? undefined : index)}
              onChange={(change) => setKind(index, change)}
              onMove={(by) => move(index, by)}
              onRemove={() => set({ kinds: kinds.filter((_, at) => at !== index) })}
            />
          ))}
        </ol>
        <div className={styles['foot']}>
          <Button
            type="dashed"
            icon={<Icon name="plus" size={14} />}
            onClick={() => {
              set({ kinds: [...kinds, newKind(kinds, t('identityRules.newKind'))] });
              setOpen(kinds.length);
            }}
          >
            {t('identityRules.addKind')}
          </Button>
        </div>
      </Section>
      <Section title={t('identityRules.limits')}>
        <div className={styles['sentences']}>
          <div className={styles['sentence']}>
            <Trans i18nKey="identityRules.mergesPerDaySentence" components={{ count: limit('mergesPerDay', 1000) }} />
          </div>
          <div className={styles['sentence']}>
            <Trans i18nKey="identityRules.undoDaysSentence" components={{ count: limit('undoDays', 365) }} />
          </div>
        </div>
      </Section>
    </>
  );
}

function newKind(kinds: readonly IdentityRule[], label: string): IdentityRule {
  let number = 1;
  while (kinds.some(({ kind }) => kind === `own${number}`)) number += 1;
  return {
    kind: `own${number}`,
    label: `${label} ${number}`,
    enabled: true,
    sharing: 'unique',
    format: 'text',
    onConflict: 'ask',
    perPerson: 1,
    peoplePerValue: null,
    sources: [`traits.own${number}`],
  };
}
