import Button from 'antd/es/button';
import InputNumber from 'antd/es/input-number';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { defaultIdentitySettings, type IdentityRule, type IdentitySettings } from '#contracts/identity-rule.ts';
import type { SettingsFormProps } from '../settings/settings-form-props.ts';
import { errorWithin } from '../shared/field-errors.ts';
import { Icon } from '../shared/ui/icon.tsx';
import { Section } from '../shared/ui/page.tsx';
import styles from './identity-form.module.css';
import { IdentityKindCard } from './identity-kind-card.tsx';
import { isOwnKind, withNewKind } from './own-kind.ts';

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
              // The name of an own kind changes while it is typed, and its field must stay the same one.
              key={isOwnKind(rule) ? `own ${index}` : rule.kind}
              rule={rule}
              place={index}
              last={kinds.length - 1}
              identity={identity}
              errorIn={(place) =>
                errorWithin(errors, place ? `identity.kinds.${index}.${place}` : `identity.kinds.${index}`)
              }
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
              const added = withNewKind(kinds, t('identityRules.newKind'));
              set({ kinds: added.kinds });
              setOpen(added.place);
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
