import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { EventNameInput, EventWhere } from '#admin/shared/conditions/parts/event-match-editor.tsx';
import { DurationInput } from '#admin/shared/ui/duration-input.tsx';
import { Field } from '#admin/shared/ui/field.tsx';
import type { ExperimentMeasure } from '#contracts/journey/experiment-settings.ts';

const choices = ['order', 'revenue', 'event', 'clicked', 'opened'] as const;
type Choice = (typeof choices)[number];
const none = 'none';
const mostHours = 720;

interface MeasureFieldsProps {
  readonly measure: ExperimentMeasure | undefined;
  /** Whether it can do without one. */
  readonly isOptional: boolean;
  readonly onChange: (measure: ExperimentMeasure | undefined) => void;
}

/** What counts as success, and within which time. */
export function MeasureFields({ measure, isOptional, onChange }: MeasureFieldsProps) {
  const { t } = useTranslation();
  const offered = [...(isOptional ? [none] : []), ...choices] as const;
  return (
    <>
      <Field label={t('experiments.measure.label')}>
        {(control) => (
          <Select
            {...control}
            value={measure === undefined ? none : choiceOf(measure)}
            options={offered.map((value) => ({ value, label: t(`experiments.measure.${value}`) }))}
            onChange={(value: string) => {
              const choice = choices.find((one) => one === value);
              onChange(choice && measureOf(choice, measure?.withinHours ?? 72));
            }}
          />
        )}
      </Field>
      {measure?.type === 'event' ? (
        <div className="column" style={{ alignItems: 'flex-start' }}>
          <EventNameInput match={measure.match} onChange={(match) => onChange({ ...measure, match })} />
          <EventWhere match={measure.match} onChange={(match) => onChange({ ...measure, match })} />
        </div>
      ) : null}
      {measure === undefined ? null : (
        <Field label={t('experiments.within')}>
          {({ id }) => (
            <DurationInput
              id={id}
              units={['hours', 'days']}
              minutes={measure.withinHours * 60}
              onChange={(minutes) => onChange({ ...measure, withinHours: wholeHours(minutes, mostHours) })}
            />
          )}
        </Field>
      )}
    </>
  );
}

export function wholeHours(minutes: number, most: number): number {
  return Math.max(1, Math.min(most, Math.round(minutes / 60)));
}

function measureOf(choice: Choice, withinHours: number): ExperimentMeasure {
  switch (choice) {
    case 'event':
      return { type: 'event', match: { event: '', where: [] }, withinHours };
    case 'clicked':
    case 'opened':
      return { type: 'engagement', kind: choice, withinHours };
    case 'order':
    case 'revenue':
      return { type: choice, withinHours };
  }
}

function choiceOf(measure: ExperimentMeasure): Choice {
  return measure.type === 'engagement' ? measure.kind : measure.type;
}
