import { useQuery } from '@tanstack/react-query';
import Segmented from 'antd/es/segmented';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { JourneyTrigger } from '#contracts/journey.ts';
import { segmentsQuery } from '../segments/segment-queries.ts';
import { EventNameInput, EventWhere } from '../shared/conditions/event-match-editor.tsx';

interface TriggerFieldsProps {
  readonly trigger: JourneyTrigger;
  readonly onChange: (trigger: JourneyTrigger) => void;
}

/** An event, or entering or leaving a segment. Used for what starts a journey and for what ends it early. */
export function TriggerFields({ trigger, onChange }: TriggerFieldsProps) {
  const { t } = useTranslation();
  const segments = useQuery(segmentsQuery).data?.items ?? [];
  return (
    <div className="column" style={{ alignItems: 'stretch' }}>
      <Segmented
        aria-label={t('journeys.triggerType')}
        block
        value={trigger.type}
        options={[
          { value: 'event', label: t('journeys.triggerEvent') },
          { value: 'segment', label: t('journeys.triggerSegment') },
        ]}
        onChange={(type) =>
          onChange(
            type === 'event'
              ? { type, match: { event: '', where: [] } }
              : { type: 'segment', segment: segments[0]?.id ?? '', change: 'entered' },
          )
        }
      />
      {trigger.type === 'event' ? (
        <div className="column" style={{ alignItems: 'flex-start' }}>
          <EventNameInput match={trigger.match} onChange={(match) => onChange({ ...trigger, match })} />
          <EventWhere match={trigger.match} onChange={(match) => onChange({ ...trigger, match })} />
        </div>
      ) : (
        <div className="row wrap">
          <Select
            aria-label={t('journeys.segmentChange')}
            value={trigger.change}
            popupMatchSelectWidth={false}
            options={(['entered', 'left'] as const).map((value) => ({ value, label: t(`journeys.change.${value}`) }))}
            onChange={(change) => onChange({ ...trigger, change })}
          />
          <Select
            aria-label={t('segments.segment')}
            style={{ minWidth: 160 }}
            popupMatchSelectWidth={false}
            value={trigger.segment || null}
            options={segments.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(segment) => onChange({ ...trigger, segment: segment ?? '' })}
          />
        </div>
      )}
    </div>
  );
}
