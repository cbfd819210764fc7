import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#admin/shared/format.ts';
import { DurationInput } from '#admin/shared/ui/duration-input.tsx';
import { Field } from '#admin/shared/ui/field.tsx';
import { Segmented } from '#admin/shared/ui/segmented.tsx';
import type { ExperimentSettings } from '#contracts/journey/experiment-settings.ts';
import { wholeHours } from './measure-fields.tsx';
import { PercentField } from './percent-field.tsx';

type Winner = Extract<ExperimentSettings, { mode: 'winner' }>;
type Bandit = Extract<ExperimentSettings, { mode: 'bandit' }>;

const modes = ['weights', 'winner', 'bandit'] as const;

/** A week has every weekday in it. */
const beginnings: { readonly winner: Winner; readonly bandit: Bandit } = {
  winner: {
    ...{ mode: 'winner', learnHours: 168, peoplePerArm: 500, confidencePercent: 95, otherwise: 'keep' },
    ...{ reservePercent: 0, reserveFor: 'control', upliftPercent: 20 },
  },
  bandit: { mode: 'bandit', everyHours: 24, floorPercent: 5 },
};

interface AllocationFieldsProps {
  readonly allocation: ExperimentSettings | undefined;
  readonly hasControl: boolean;
  readonly onChange: (allocation: ExperimentSettings | undefined) => void;
}

/** By weights, by a winner, or balanced all the time. */
export function AllocationFields({ allocation, hasControl, onChange }: AllocationFieldsProps) {
  const { t } = useTranslation();
  const mode = allocation?.mode ?? 'weights';
  return (
    <>
      <Field label={t('experiments.mode.label')} hint={t(`experiments.modeHint.${mode}`)}>
        {({ id }) => (
          <Segmented
            id={id}
            block
            value={mode}
            options={modes.map((value) => ({ value, label: t(`experiments.mode.${value}`) }))}
            onChange={(value) => onChange(value === 'winner' || value === 'bandit' ? beginnings[value] : undefined)}
          />
        )}
      </Field>
      {allocation?.mode === 'winner' ? (
        <WinnerFields settings={allocation} hasControl={hasControl} onChange={onChange} />
      ) : null}
      {allocation?.mode === 'bandit' ? (
        <BanditFields settings={allocation} hasControl={hasControl} onChange={onChange} />
      ) : null}
    </>
  );
}

interface SettingsProps<Settings> {
  readonly settings: Settings;
  readonly hasControl: boolean;
  readonly onChange: (settings: Settings) => void;
}

function WinnerFields({ settings, hasControl, onChange }: SettingsProps<Winner>) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <Field label={t('experiments.learn')}>
        {({ id }) => (
          <DurationInput
            id={id}
            units={['hours', 'days']}
            minutes={settings.learnHours * 60}
            onChange={(minutes) => onChange({ ...settings, learnHours: wholeHours(minutes, 2_160) })}
          />
        )}
      </Field>
      <Field label={t('experiments.peoplePerArm')} hint={t('experiments.peoplePerArmHint')}>
        {({ status: _, ...control }) => (
          <InputNumber
            {...control}
            min={20}
            max={1_000_000}
            precision={0}
            style={{ width: 128 }}
            value={settings.peoplePerArm}
            onChange={(people) => onChange({ ...settings, peoplePerArm: people ?? 20 })}
          />
        )}
      </Field>
      <PercentField
        label={t('experiments.confidence')}
        hint={t('experiments.confidenceHint', { wrong: format.rate(100 - settings.confidencePercent) })}
        least={80}
        most={99.9}
        digits={1}
        value={settings.confidencePercent}
        onChange={(percent) => onChange({ ...settings, confidencePercent: percent ?? 95 })}
      />
      <PercentField
        label={t('experiments.uplift')}
        hint={t('experiments.upliftHint')}
        least={1}
        most={500}
        value={settings.upliftPercent}
        onChange={(percent) => onChange({ ...settings, upliftPercent: percent ?? 20 })}
      />
      <Field label={t('experiments.otherwise.label')}>
        {(control) => (
          <Select
            {...control}
            value={settings.otherwise}
            options={(['keep', 'best'] as const).map((value) => ({
              value,
              label: t(`experiments.otherwise.${value}`),
            }))}
            onChange={(otherwise) => onChange({ ...settings, otherwise })}
          />
        )}
      </Field>
      <PercentField
        label={t('experiments.reserve')}
        hint={t('experiments.reserveHint')}
        least={0}
        most={50}
        value={settings.reservePercent}
        onChange={(percent) => onChange({ ...settings, reservePercent: percent ?? 0 })}
      />
      {settings.reservePercent > 0 && hasControl ? (
        <Select
          aria-label={t('experiments.reserve')}
          value={settings.reserveFor}
          options={(['control', 'others'] as const).map((value) => ({
            value,
            label: t(`experiments.reserveFor.${value}`),
          }))}
          onChange={(reserveFor) => onChange({ ...settings, reserveFor })}
        />
      ) : null}
    </>
  );
}

function BanditFields({ settings, hasControl, onChange }: SettingsProps<Bandit>) {
  const { t } = useTranslation();
  const { controlPercent, ...withoutControl } = settings;
  return (
    <>
      <Field label={t('experiments.every')}>
        {({ id }) => (
          <DurationInput
            id={id}
            units={['hours', 'days']}
            minutes={settings.everyHours * 60}
            onChange={(minutes) => onChange({ ...settings, everyHours: wholeHours(minutes, 168) })}
          />
        )}
      </Field>
      <PercentField
        label={t('experiments.floor')}
        least={0}
        most={10}
        value={settings.floorPercent}
        onChange={(percent) => onChange({ ...settings, floorPercent: percent ?? 0 })}
      />
      {hasControl ? (
        <PercentField
          label={t('experiments.controlPercent')}
          hint={t('experiments.controlPercentHint')}
          least={1}
          most={90}
          value={controlPercent}
          onChange={(percent) =>
            onChange(percent === undefined ? withoutControl : { ...settings, controlPercent: percent })
          }
        />
      ) : null}
    </>
  );
}
