import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Trans } from 'react-i18next';
import type { TimelineItem } from '#contracts/api/timeline.ts';
import { listsQuery } from './list-queries.ts';

/** The uploaded list that she came onto or was taken off; by its id where it is deleted. */
export function ListSentence({
  item: { properties },
  change,
}: {
  readonly item: Extract<TimelineItem, { type: 'event' }>;
  readonly change: 'joined' | 'left';
}) {
  const id = String(properties['list'] ?? '');
  const name = useQuery(listsQuery).data?.items.find((list) => list.id === id)?.name;
  return (
    <Trans
      i18nKey={`timeline.list.${change}`}
      values={{ list: name ?? id }}
      components={{
        list: name === undefined ? <span /> : <Link className="link" to="/profiles" search={{ list: id }} />,
      }}
    />
  );
}
