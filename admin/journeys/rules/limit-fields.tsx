import InputNumber from 'antd/es/input-number';
import { useTranslation } from 'react-i18next';
import type { EntryLimits } from '#contracts/journey/entry-rules.ts';
import { DurationInput } from '../../shared/ui/duration-input.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { type RuleFieldsProps, withPart } from './rule-fields-props.ts';

const day = 1_440;

/** How many may enter; an empty field is no limit. */
export function LimitFields({ definition, onChange }: RuleFieldsProps) {
  const { t } = useTranslation();
  const limits = definition.entryLimits ?? {};
  const set = (changed: { readonly [Name in keyof EntryLimits]: EntryLimits[Name] | undefined }) => {
    const entries = Object.entries({ ...limits, ...changed }).filter(([, value]) => value !== undefined);
    onChange(withPart(definition, 'entryLimits', entries.length > 0 ? Object.fromEntries(entries) : undefined));
  };
  const count = (value: number | undefined, change: (next: number | undefined) => void, id?: string) => (
    <InputNumber
      {...(id ? { id } : {})}
      min={1}
      precision={0}
      placeholder={t('canvas.rules.noLimit')}
      style={{ width: '100%' }}
      value={value ?? null}
      onChange={(next) => change(next ?? undefined)}
    />
  );
  return (
    <>
      <Field label={t('canvas.rules.perPerson')}>
        {({ id }) => count(limits.perPerson, (perPerson) => set({ perPerson }), id)}
      </Field>
      <Field label={t('canvas.rules.total')}>{({ id }) => count(limits.total, (total) => set({ total }), id)}</Field>
      <Field label={t('canvas.rules.within')}>
        {({ id }) =>
          count(
            limits.within?.entries,
            (entries) =>
              set({ within: entries === undefined ? undefined : { minutes: day, ...limits.within, entries } }),
            id,
          )
        }
      </Field>
      {limits.within ? (
        <Field label={t('canvas.rules.withinTime')}>
          {(control) => (
            <DurationInput
              {...control}
              minutes={limits.within?.minutes ?? day}
              onChange={(minutes) => set({ within: { entries: 1, ...limits.within, minutes } })}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}
