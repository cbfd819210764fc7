import { Link } from '@tanstack/react-router';
import { Trans } from 'react-i18next';
import type { TimelineItem } from '#contracts/api/timeline.ts';
import { useFormat } from '../shared/format.ts';

/** Points that a journey gave to her lead score, or took. */
export function PointsSentence({ item: { properties, by } }: { item: Extract<TimelineItem, { type: 'event' }> }) {
  const format = useFormat();
  const { points } = properties;
  const given = typeof points === 'number' ? points : 0;
  return (
    <Trans
      i18nKey="leadScore.given"
      count={Math.abs(given)}
      values={{
        points: `${given < 0 ? '−' : '+'}${format.number(Math.abs(given))}`,
        journey: by?.journeyName ?? '',
      }}
      components={{ journey: <Link className="link" to="/journeys/$id" params={{ id: by?.journey ?? '' }} /> }}
    />
  );
}
