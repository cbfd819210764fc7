import { useQuery } from '@tanstack/react-query';
import AutoComplete from 'antd/es/auto-complete';
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { type FieldType, fieldTypes } from '#contracts/schema/schema.ts';
import type { KeptGroupKey, MendStep } from '#contracts/schema/schema-kept-aside.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import styles from '../data.module.css';
import { keptSamplesQuery } from '../schema/schema-queries.ts';
import { mendActions, newStep, textOfValue, valueOfText } from './mend-step.ts';

interface MendStepsProps {
  readonly group: KeptGroupKey;
  readonly steps: readonly MendStep[];
  readonly onChange: (steps: readonly MendStep[]) => void;
}

/** Sentences, done one after the other: rename, cast, set, remove, rename the event. */
export function MendSteps({ group, steps, onChange }: MendStepsProps) {
  const { t } = useTranslation();
  const samples = useQuery(keptSamplesQuery(group)).data?.items ?? [];
  const paths = [...new Set(samples.flatMap(({ properties, traits }) => Object.keys(properties ?? traits ?? {})))];
  const actions = mendActions.filter((action) => group.kind === 'event' || action !== 'rename_event');
  const set = (index: number, step: MendStep) => onChange(steps.map((one, at) => (at === index ? step : one)));
  return (
    <div className={styles['steps']}>
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place; two may be alike
        <div key={index} className={styles['step']}>
          <Select
            aria-label={t('data.mend.action')}
            value={step.action}
            popupMatchSelectWidth={false}
            options={actions.map((value) => ({ value, label: t(`data.mend.actions.${value}`) }))}
            onChange={(action) => set(index, newStep(action, group))}
          />
          <StepFields step={step} paths={paths} onChange={(next) => set(index, next)} />
          <Button
            type="text"
            aria-label={t('action.remove')}
            icon={<Icon name="close" size={14} />}
            onClick={() => onChange(steps.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        type="dashed"
        style={{ alignSelf: 'flex-start' }}
        icon={<Icon name="plus" size={14} />}
        onClick={() => onChange([...steps, newStep(firstAction(group), group)])}
      >
        {t('data.mend.add')}
      </Button>
    </div>
  );
}

function firstAction({ reason }: KeptGroupKey): MendStep['action'] {
  if (reason === 'wrong_type') return 'cast';
  if (reason === 'unknown_event') return 'rename_event';
  if (reason === 'value_not_allowed') return 'set';
  return reason === 'unknown_property' ? 'remove' : 'rename';
}

interface StepFieldsProps {
  readonly step: MendStep;
  readonly paths: readonly string[];
  readonly onChange: (step: MendStep) => void;
}

function StepFields({ step, paths, onChange }: StepFieldsProps) {
  const { t } = useTranslation();
  switch (step.action) {
    case 'rename':
      return (
        <>
          <PathInput
            label={t('data.mend.from')}
            value={step.from}
            paths={paths}
            onChange={(from) => onChange({ ...step, from })}
          />
          <span className="soft">{t('data.mend.to')}</span>
          <PathInput
            label={t('data.mend.newName')}
            value={step.to}
            paths={[]}
            onChange={(to) => onChange({ ...step, to })}
          />
        </>
      );
    case 'cast':
      return (
        <>
          <PathInput
            label={t('data.mend.path')}
            value={step.path}
            paths={paths}
            onChange={(path) => onChange({ ...step, path })}
          />
          <span className="soft">{t('data.mend.to')}</span>
          <Select<FieldType>
            aria-label={t('data.field.type')}
            value={step.type}
            popupMatchSelectWidth={false}
            options={fieldTypes.map((type) => ({ value: type, label: t(`data.type.${type}`) }))}
            onChange={(type) => onChange({ ...step, type })}
          />
        </>
      );
    case 'set':
      return (
        <>
          <PathInput
            label={t('data.mend.path')}
            value={step.path}
            paths={paths}
            onChange={(path) => onChange({ ...step, path })}
          />
          <span className="soft">{t('data.mend.to')}</span>
          <Input
            aria-label={t('data.mend.value')}
            placeholder={t('data.mend.value')}
            style={{ width: 176 }}
            value={textOfValue(step.value)}
            onChange={(event) => onChange({ ...step, value: valueOfText(event.target.value) })}
          />
        </>
      );
    case 'remove':
      return (
        <PathInput
          label={t('data.mend.path')}
          value={step.path}
          paths={paths}
          onChange={(path) => onChange({ ...step, path })}
        />
      );
    case 'rename_event':
      return (
        <Input
          aria-label={t('data.mend.eventName')}
          placeholder={t('data.mend.eventName')}
          style={{ width: 240 }}
          maxLength={200}
          value={step.to}
          onChange={(event) => onChange({ ...step, to: event.target.value })}
        />
      );
  }
}

interface PathInputProps {
  readonly label: string;
  readonly value: string;
  readonly paths: readonly string[];
  readonly onChange: (path: string) => void;
}

function PathInput({ label, value, paths, onChange }: PathInputProps) {
  return (
    <AutoComplete
      aria-label={label}
      placeholder={label}
      style={{ width: 176, maxWidth: '100%' }}
      popupMatchSelectWidth={false}
      value={value}
      options={paths.map((path) => ({ value: path }))}
      onChange={onChange}
    />
  );
}
