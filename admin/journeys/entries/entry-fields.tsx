import Select from 'antd/es/select';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { JourneyDefinition, JourneyTrigger, JourneyTriggerType } from '#contracts/journey.ts';
import { Field } from '../../shared/ui/field.tsx';
import { ApiForm } from './api/form.tsx';
import { DateForm } from './date/form.tsx';
import type { EntryFormProps } from './entry-view.ts';
import { EventForm } from './event/form.tsx';
import { ImportForm } from './import/form.tsx';
import { InboundForm } from './inbound/form.tsx';
import { emptyEntry, entryTypes } from './index.ts';
import { JourneyForm } from './journey/form.tsx';
import { ScheduleForm } from './schedule/form.tsx';
import { SegmentForm } from './segment/form.tsx';
import { StageForm } from './stage/form.tsx';

const forms: { readonly [Type in JourneyTriggerType]: ComponentType<EntryFormProps<Type>> } = {
  event: EventForm,
  inbound: InboundForm,
  segment: SegmentForm,
  stage: StageForm,
  date: DateForm,
  schedule: ScheduleForm,
  api: ApiForm,
  journey: JourneyForm,
  import: ImportForm,
};

interface EntryFieldsProps {
  readonly entry: JourneyTrigger;
  readonly definition: JourneyDefinition;
  readonly onChange: (entry: JourneyTrigger) => void;
}

/** What lets people in: which kind of entry, and its fields. */
export function EntryFields({ entry, definition, onChange }: EntryFieldsProps) {
  const { t } = useTranslation();
  // Each form gets the entry of its own type; that the two belong together is more than the type of a component can say.
  const Form = forms[entry.type] as ComponentType<EntryFieldsProps>;
  return (
    <>
      <Field label={t('journeys.triggerType')}>
        {(control) => (
          <Select
            {...control}
            value={entry.type}
            options={entryTypes.map((value) => ({
              value,
              label: value === 'inbound' ? t('inbound.entryName') : t(`canvas.entry.${value}`),
            }))}
            onChange={(type) => onChange(emptyEntry(type))}
          />
        )}
      </Field>
      <Form entry={entry} definition={definition} onChange={onChange} />
    </>
  );
}
