import Input from 'antd/es/input';
import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { conflictRules, identityFormats } from '#contracts/identity-rule.ts';
import { Field } from '../shared/ui/field.tsx';
import styles from './identity-form.module.css';
import type { IdentityKindProps } from './identity-kind-card.tsx';
import { isOwnKind, renamedKind } from './own-kind.ts';

export function IdentityKindFields({ rule, errorIn, onChange }: IdentityKindProps) {
  const { t } = useTranslation();
  const isUserId = rule.kind === 'userId';
  return (
    <>
      {isOwnKind(rule) ? (
        <>
          <Field label={t('identityRules.label')} error={errorIn('label')}>
            {(control) => (
              <Input
                {...control}
                maxLength={80}
                value={rule.label ?? ''}
                onChange={(event) => onChange({ label: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('identityRules.kind')} hint={t('identityRules.kindHint')} error={errorIn('kind')}>
            {(control) => (
              <Input
                {...control}
                maxLength={40}
                value={rule.kind}
                onChange={(event) => onChange(renamedKind(rule, event.target.value))}
              />
            )}
          </Field>
          <Field label={t('identityRules.format')}>
            {({ id }) => (
              <Select
                id={id}
                value={rule.format}
                options={identityFormats.map((format) => ({
                  value: format,
                  label: t(`identityRules.formats.${format}`),
                }))}
                onChange={(format) => onChange({ format })}
              />
            )}
          </Field>
          <Field label={t('identityRules.sharing')}>
            {({ id }) => (
              <Select
                id={id}
                value={rule.sharing}
                options={(['unique', 'shared'] as const).map((sharing) => ({
                  value: sharing,
                  label: t(`identityRules.sharings.${sharing}`),
                }))}
                onChange={(sharing) => onChange({ sharing })}
              />
            )}
          </Field>
        </>
      ) : null}
      {isUserId || rule.sharing === 'shared' ? null : (
        <>
          <div className={styles['wide']}>
            <Field label={t('identityRules.onConflict')} hint={t(`identityRules.effect.${rule.onConflict}`)}>
              {({ id }) => (
                <Select
                  id={id}
                  value={rule.onConflict}
                  options={conflictRules.map((one) => ({ value: one, label: t(`identityRules.conflict.${one}`) }))}
                  onChange={(onConflict) => onChange({ onConflict })}
                />
              )}
            </Field>
          </div>
          <Field label={t('identityRules.perPerson')} hint={t('identityRules.noLimit')}>
            {(control) => (
              <InputNumber
                {...control}
                min={1}
                max={100}
                precision={0}
                style={{ width: '100%' }}
                value={rule.perPerson}
                onChange={(perPerson) => onChange({ perPerson })}
              />
            )}
          </Field>
          <Field label={t('identityRules.peoplePerValue')} hint={t('identityRules.peoplePerValueHint')}>
            {(control) => (
              <InputNumber
                {...control}
                min={1}
                max={20}
                precision={0}
                style={{ width: '100%' }}
                value={rule.peoplePerValue}
                onChange={(peoplePerValue) => onChange({ peoplePerValue })}
              />
            )}
          </Field>
        </>
      )}
      <div className={styles['wide']}>
        <Field label={t('identityRules.sources')} hint={t('identityRules.sourcesHint')} error={errorIn('sources')}>
          {(control) => (
            <Select
              {...control}
              mode="tags"
              open={false}
              suffixIcon={null}
              maxCount={5}
              value={rule.sources}
              onChange={(sources) => onChange({ sources })}
            />
          )}
        </Field>
      </div>
    </>
  );
}
