import { Trans } from 'react-i18next';
import type { SegmentCondition } from '#contracts/segment.ts';
import styles from './conditions.module.css';
import { EventNameInput, EventWhere } from './event-match-editor.tsx';
import { useFrequencyParts } from './frequency-parts.tsx';

type EventCondition = Extract<SegmentCondition, { type: 'event' }>;

interface EventSentenceProps {
  readonly condition: EventCondition;
  readonly onChange: (condition: EventCondition) => void;
}

export function EventSentence({ condition, onChange }: EventSentenceProps) {
  const parts = useFrequencyParts({
    frequency: condition.frequency,
    onChange: (frequency) => onChange({ ...condition, frequency }),
  });
  const match = {
    match: condition.match,
    onChange: (next: typeof condition.match) => onChange({ ...condition, match: next }),
  };
  return (
    <div className={styles['sentences']}>
      <div className={styles['sentence']}>
        <Trans i18nKey="conditions.event" components={{ event: <EventNameInput {...match} />, ...parts }} />
      </div>
      <EventWhere {...match} />
    </div>
  );
}
