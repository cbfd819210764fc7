import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MessageListItem } from '#contracts/api/message.ts';
import { languages } from '../i18n/languages.ts';
import { useFormat } from '../shared/format.ts';
import { type Column, DataTable } from '../shared/ui/data-table.tsx';
import { ChannelMark } from '../shared/ui/marks.tsx';
import { StatusPill } from '../shared/ui/status-pill.tsx';

export function MessageTable({ messages }: { messages: readonly MessageListItem[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = (part: number, whole: number) => (whole > 0 ? format.percent(part / whole) : '–');
  const columns: Column<MessageListItem>[] = [
    {
      key: 'name',
      title: t('messages.name'),
      render: (message) => (
        <Link to="/messages/$id" params={{ id: message.id }}>
          <strong style={{ fontWeight: 500 }}>{message.name}</strong>
        </Link>
      ),
    },
    {
      key: 'channels',
      title: t('messages.channels'),
      render: (message) => (
        <span className="row">
          {message.channels.map((channel) => (
            <ChannelMark key={channel} channel={channel} label={false} />
          ))}
        </span>
      ),
    },
    {
      key: 'languages',
      title: t('messages.languages'),
      render: (message) => message.languages.map((language) => languages[language]).join(t('messages.join')),
    },
    { key: 'purpose', title: t('messages.purpose'), render: (message) => t(`messages.purposes.${message.purpose}`) },
    { key: 'status', title: t('messages.status'), render: (message) => <StatusPill definition={message} /> },
    {
      key: 'sent',
      title: t('deliveries.status.sent'),
      align: 'end',
      render: (message) => (
        <Link className="link" to="/deliveries" search={{ message: message.id, status: 'sent' }}>
          {format.number(message.sent)}
        </Link>
      ),
    },
    {
      key: 'heldBack',
      title: t('deliveries.status.held_back'),
      align: 'end',
      render: (message) => (
        <Link className="link" to="/deliveries" search={{ message: message.id, status: 'held_back' }}>
          {format.number(message.heldBack)}
        </Link>
      ),
    },
    { key: 'opened', title: t('messages.openRate'), align: 'end', render: (one) => share(one.opened, one.sent) },
    { key: 'clicked', title: t('messages.clickRate'), align: 'end', render: (one) => share(one.clicked, one.sent) },
  ];
  return (
    <DataTable label={t('navigation.messages')} columns={columns} rows={messages} rowKey={(one) => one.id} linked />
  );
}
