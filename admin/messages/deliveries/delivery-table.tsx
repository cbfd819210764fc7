import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Delivery } from '#contracts/api/delivery.ts';
import { type Column, DataTable } from '../../shared/ui/data-table.tsx';
import { ChannelMark } from '../../shared/ui/marks.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import { useReasonWords } from '../use-reason-words.ts';
import { OutcomePill } from './outcome-pill.tsx';

interface DeliveryTableProps {
  readonly deliveries: readonly Delivery[];
  readonly more: { readonly load: () => unknown; readonly loading: boolean } | undefined;
}

export function DeliveryTable({ deliveries, more }: DeliveryTableProps) {
  const { t } = useTranslation();
  const reasonWords = useReasonWords();
  const columns: Column<Delivery>[] = [
    {
      key: 'message',
      title: t('deliveries.message'),
      render: (delivery) => (
        <Link
          to="/deliveries"
          search={(before) => ({ ...before, open: delivery.id })}
          resetScroll={false}
          aria-label={t('deliveries.openDetail', { message: delivery.messageName, person: delivery.personName })}
        >
          <strong style={{ fontWeight: 500 }}>{delivery.messageName}</strong>
        </Link>
      ),
    },
    {
      key: 'person',
      title: t('deliveries.person'),
      render: (delivery) => (
        <Link className="link" to="/profiles/$id" params={{ id: delivery.profile }}>
          {delivery.personName}
        </Link>
      ),
    },
    {
      key: 'outcome',
      title: t('deliveries.outcome'),
      render: (delivery) => (
        <span className="row wrap">
          <OutcomePill delivery={delivery} />
          {delivery.reason ? <span className="soft">{reasonWords(delivery.reason)}</span> : null}
        </span>
      ),
    },
    {
      key: 'channel',
      title: t('deliveries.channel'),
      render: (delivery) => (delivery.channel ? <ChannelMark channel={delivery.channel} /> : null),
    },
    {
      key: 'journey',
      title: t('deliveries.journey'),
      render: (delivery) =>
        delivery.journey ? (
          <Link className="link" to="/journeys/$id" params={{ id: delivery.journey }} search={{ node: delivery.node }}>
            {delivery.journeyName}
          </Link>
        ) : null,
    },
    {
      key: 'at',
      title: t('deliveries.when'),
      align: 'end',
      render: (delivery) => <RelativeTime at={delivery.at} />,
    },
  ];
  return (
    <DataTable
      label={t('deliveries.title')}
      columns={columns}
      rows={deliveries}
      rowKey={(one) => one.id}
      linked
      more={more}
    />
  );
}
