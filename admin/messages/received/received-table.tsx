import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { InboundItem } from '#contracts/api/inbound-message.ts';
import { type Column, DataTable } from '../../shared/ui/data-table.tsx';
import { ChannelMark, Pill } from '../../shared/ui/marks.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';

interface ReceivedTableProps {
  readonly messages: readonly InboundItem[];
  readonly more: { readonly load: () => unknown; readonly loading: boolean } | undefined;
}

export function ReceivedTable({ messages, more }: ReceivedTableProps) {
  const { t } = useTranslation();
  const columns: Column<InboundItem>[] = [
    {
      key: 'text',
      title: t('inbound.list.message'),
      render: ({ text, keywordAction }) => (
        <span className="row wrap">
          <span style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>{shortened(text)}</span>
          {keywordAction ? (
            <Pill tone={keywordAction === 'opt_out' ? 'held' : 'neutral'}>{t(`inbound.action.${keywordAction}`)}</Pill>
          ) : null}
        </span>
      ),
    },
    {
      key: 'from',
      title: t('inbound.list.from'),
      render: ({ profile, personName }) => (
        <Link className="link" to="/profiles/$id" params={{ id: profile }}>
          {personName}
        </Link>
      ),
    },
    {
      key: 'answered',
      title: t('inbound.list.answered'),
      render: ({ answered }) =>
        answered ? (
          <Link className="link" to="/deliveries" search={{ open: answered.delivery }}>
            {answered.messageName}
          </Link>
        ) : null,
    },
    { key: 'channel', title: t('deliveries.channel'), render: ({ channel }) => <ChannelMark channel={channel} /> },
    {
      key: 'at',
      title: t('inbound.list.at'),
      align: 'end',
      render: ({ at }) => <RelativeTime at={at} />,
    },
  ];
  return (
    <DataTable label={t('inbound.list.title')} columns={columns} rows={messages} rowKey={({ id }) => id} more={more} />
  );
}

/** A letter is read as a whole in the person's story. */
function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
