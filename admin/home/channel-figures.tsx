import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Home } from '#contracts/api/home.ts';
import { useFormat } from '../shared/format.ts';
import { DataTable } from '../shared/ui/data-table.tsx';
import { ChannelMark } from '../shared/ui/marks.tsx';
import { Section } from '../shared/ui/page.tsx';

/** What each channel carried in the period, and what came of it. */
export function ChannelFigures({ home, period }: { home: Home; period: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Section title={t('home.sentWhere')} note={period} flush={home.sentByChannel.length > 0}>
      {home.sentByChannel.length === 0 ? (
        <p className="soft">{t('home.sentNone')}</p>
      ) : (
        <DataTable
          label={t('home.sentWhere')}
          rows={home.sentByChannel}
          rowKey={({ channel }) => channel}
          columns={[
            {
              key: 'channel',
              title: t('deliveries.channel'),
              render: ({ channel }) => <ChannelMark channel={channel} />,
            },
            {
              key: 'sent',
              title: t('deliveries.status.sent'),
              align: 'end',
              render: ({ channel, sent }) => (
                <Link className="link number" to="/deliveries" search={{ status: 'sent', channel }}>
                  {format.number(sent)}
                </Link>
              ),
            },
            {
              key: 'opened',
              title: t('deliveries.furthest.opened'),
              align: 'end',
              render: ({ opened }) => <span className="number">{format.number(opened)}</span>,
            },
            {
              key: 'clicked',
              title: t('deliveries.furthest.clicked'),
              align: 'end',
              render: ({ clicked }) => <span className="number">{format.number(clicked)}</span>,
            },
            {
              key: 'revenue',
              title: t('journeys.revenue'),
              align: 'end',
              render: ({ attributedRevenue }) => (
                <span className="number">{format.money(attributedRevenue, home.currency)}</span>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}
