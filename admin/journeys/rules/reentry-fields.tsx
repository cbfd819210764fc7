import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { RunKey } from '#contracts/journey/entry-rules.ts';
import { SuggestInput } from '../../shared/conditions/parts/suggest-input.tsx';
import { useCatalog } from '../../shared/conditions/use-catalog.ts';
import { useNames } from '../../shared/names/use-names.ts';
import { DurationInput } from '../../shared/ui/duration-input.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { entryProperties } from '../fields/entry-properties.ts';
import { type RuleFieldsProps, withPart } from './rule-fields-props.ts';

const week = 10_080;

/** May a person enter again, and how many runs of hers go on at once. */
export function ReentryFields({ definition, onChange }: RuleFieldsProps) {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const names = useNames();
  const { reentry, runs = { by: 'profile' } } = definition;
  const setRuns = (next: RunKey) => onChange(withPart(definition, 'runs', next.by === 'profile' ? undefined : next));
  return (
    <>
      <Field label={t('journeys.reentry')}>
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
      <Field label={t('canvas.rules.runs')} hint={t(`canvas.rules.runsHint.${runs.by}`)}>
        {(control) => (
          <Select
            {...control}
            value={runs.by}
            options={(['profile', 'property', 'entry'] as const).map((value) => ({
              value,
              label: t(`canvas.rules.runsBy.${value}`),
            }))}
            onChange={(by) =>
              setRuns(by === 'property' ? { by, property: '', atOnce: 5 } : by === 'entry' ? { by, atOnce: 5 } : { by })
            }
          />
        )}
      </Field>
      {runs.by === 'property' ? (
        <Field label={t('canvas.rules.runsProperty')}>
          {() => (
            <SuggestInput
              label={t('nodeForm.property')}
              width="100%"
              value={runs.property}
              suggestions={entryProperties(definition, catalog).map(({ name }) => name)}
              nameOf={(path) => names.property(undefined, path)}
              onChange={(property) => setRuns({ ...runs, property })}
            />
          )}
        </Field>
      ) : null}
      {runs.by === 'profile' ? null : (
        <Field label={t('canvas.rules.atOnce')}>
          {(control) => (
            <InputNumber
              {...control}
              min={1}
              max={20}
              precision={0}
              value={runs.atOnce}
              onChange={(atOnce) => setRuns({ ...runs, atOnce: atOnce ?? 1 })}
            />
          )}
        </Field>
      )}
    </>
  );
}
