import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { InboundMatchFields } from '#admin/journeys/entries/inbound/inbound-match-fields.tsx';
import { SegmentChangeFields } from '#admin/journeys/entries/segment/form.tsx';
import { ConditionEditor } from '#admin/journeys/fields/condition-editor.tsx';
import { EventNameInput, EventWhere } from '#admin/shared/conditions/parts/event-match-editor.tsx';
import type { JourneyDefinition } from '#contracts/journey.ts';
import type { Awaited } from './awaited-words.ts';

interface AwaitedFieldsProps {
  readonly on: Awaited;
  readonly definition: JourneyDefinition;
  readonly onChange: (on: Awaited) => void;
}

const types = ['event', 'inbound', 'segment', 'condition'] as const;

/** One thing that a person can be waited for with. */
export function AwaitedFields({ on, definition, onChange }: AwaitedFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Select
        aria-label={t('nodeForm.awaited')}
        style={{ alignSelf: 'flex-start' }}
        popupMatchSelectWidth={false}
        value={on.type}
        options={types.map((value) => ({
          value,
          label: value === 'inbound' ? t('inbound.awaitedName') : t(`nodeForm.awaitedType.${value}`),
        }))}
        onChange={(type) => onChange(emptyAwaited(type))}
      />
      {on.type === 'event' ? (
        <>
          <EventNameInput match={on.match} onChange={(match) => onChange({ ...on, match })} />
          <EventWhere match={on.match} onChange={(match) => onChange({ ...on, match })} />
        </>
      ) : on.type === 'inbound' ? (
        <InboundMatchFields match={on.match} onChange={(match) => onChange({ ...on, match })} />
      ) : on.type === 'segment' ? (
        <SegmentChangeFields entry={on} onChange={onChange} />
      ) : (
        <ConditionEditor
          condition={on.condition}
          definition={definition}
          onChange={(condition) => onChange({ type: 'condition', condition })}
        />
      )}
    </>
  );
}

function emptyAwaited(type: Awaited['type']): Awaited {
  switch (type) {
    case 'event':
      return { type, match: { event: '', where: [] } };
    case 'inbound':
      return { type, match: { channels: [], text: { is: 'any' } } };
    case 'segment':
      return { type, segment: '', change: 'entered' };
    case 'condition':
      return { type, condition: { type: 'all', conditions: [] } };
  }
}
