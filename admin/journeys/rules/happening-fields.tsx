import { useTranslation } from 'react-i18next';
import type { ExitRule } from '#contracts/journey.ts';
import { EventNameInput, EventWhere } from '../../shared/conditions/parts/event-match-editor.tsx';
import { Segmented } from '../../shared/ui/segmented.tsx';
import { SegmentChangeFields } from '../entries/segment/form.tsx';

interface HappeningFieldsProps {
  readonly on: ExitRule;
  readonly onChange: (on: ExitRule) => void;
}

/** What ends a journey early or reaches its goal: an event, or entering or leaving a segment. */
export function HappeningFields({ on, onChange }: HappeningFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className="column" style={{ alignItems: 'stretch' }}>
      <Segmented
        aria-label={t('journeys.triggerType')}
        block
        value={on.type}
        options={[
          { value: 'event', label: t('journeys.triggerEvent') },
          { value: 'segment', label: t('journeys.triggerSegment') },
        ]}
        onChange={(type) =>
          onChange(
            type === 'event'
              ? { type, match: { event: '', where: [] } }
              : { type: 'segment', segment: '', change: 'entered' },
          )
        }
      />
      {on.type === 'event' ? (
        <div className="column" style={{ alignItems: 'flex-start' }}>
          <EventNameInput match={on.match} onChange={(match) => onChange({ ...on, match })} />
          <EventWhere match={on.match} onChange={(match) => onChange({ ...on, match })} />
        </div>
      ) : (
        <SegmentChangeFields entry={on} onChange={onChange} />
      )}
    </div>
  );
}
