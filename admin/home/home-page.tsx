import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Home } from '#contracts/api/home.ts';
import { useFormat } from '../shared/format.ts';
import { Bars } from '../shared/ui/bars.tsx';
import { Figure } from '../shared/ui/figure.tsx';
import { LiveMark } from '../shared/ui/live-mark.tsx';
import { Page, Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { Segmented } from '../shared/ui/segmented.tsx';
import { ChannelFigures } from './channel-figures.tsx';
import { DraftsWaiting } from './drafts-waiting.tsx';
import { eventRate } from './event-rate.ts';
import { FirstEvent } from './first-event.tsx';
import { HappeningStream } from './happening-stream.tsx';
import { HomeHistory } from './home-history.tsx';
import styles from './home-page.module.css';
import { HomeSkeleton } from './home-skeleton.tsx';
import { NoRoom } from './no-room.tsx';
import { RateLine } from './rate-line.tsx';
import { type HomeLive, useHomeLive } from './use-home-live.ts';
import { useHomeQuery } from './use-home-query.ts';

const route = getRouteApi('/layout/');
const periods = [24, 168, 720];

export function HomePage() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/' });
  const { hours = 24 } = route.useSearch();
  const query = useHomeQuery(hours);
  const live = useHomeLive();

  return (
    <Page
      title={t('home.title')}
      question={t('home.question')}
      actions={
        <Segmented
          aria-label={t('home.period')}
          value={hours}
          options={periods.map((value) => ({ value, label: t(`home.hours${value}`) }))}
          onChange={(value) =>
            void navigate({
              to: '/',
              search: (before) => ({ ...before, hours: value === 24 ? undefined : value }),
              replace: true,
            })
          }
        />
      }
    >
      <NoRoom />
      <QueryView query={query} skeleton={<HomeSkeleton />}>
        {(home) => (isSilent(home, live) ? <FirstEvent /> : <Flow home={home} live={live} />)}
      </QueryView>
    </Page>
  );
}

function isSilent(home: Home, live: HomeLive): boolean {
  return home.people === 0 && home.events === 0 && live.happenings.length === 0;
}

function Flow({ home, live }: { home: Home; live: HomeLive }) {
  const { t } = useTranslation();
  const format = useFormat();
  const period = t(`home.last${home.hours}`, { defaultValue: t('home.lastHours', { count: home.hours }) });
  // The pulse is fresher than the reports; what happened today is part of every period.
  const pulse = live.pulse;
  const rate = eventRate(pulse?.eventsPerSecond ?? home.eventsPerSecond, home.eventsByMinute);

  return (
    <div className={styles['stack']}>
      <DraftsWaiting count={home.draftsWaiting} />
      <Section>
        <div className={styles['flow']}>
          <Figure
            label={t('home.eventRate')}
            value={t(`home.rate.${rate.per}`, { events: format.rate(rate.events) })}
            note={<LiveMark state={live.state} />}
          />
          <RateLine rates={live.rates} minutes={home.eventsByMinute} />
        </div>
      </Section>
      <Section flush>
        <div className={styles['figures']}>
          <Figure
            label={t('home.people')}
            value={format.number(pulse?.people ?? home.people)}
            note={t('home.peopleNote')}
            link={{ to: '/profiles' }}
          />
          <Figure
            label={t('home.sent')}
            value={format.number(Math.max(home.sent, pulse?.sent ?? 0))}
            note={pulse ? t('home.today', { period, value: format.number(pulse.sent) }) : period}
            link={{ to: '/deliveries', search: { status: 'sent' } }}
          />
          <Figure
            label={t('home.heldBack')}
            value={format.number(Math.max(home.heldBack, pulse?.heldBack ?? 0))}
            note={pulse ? t('home.today', { period, value: format.number(pulse.heldBack) }) : period}
            link={{ to: '/deliveries', search: { status: 'held_back' } }}
          />
          <Figure
            label={t('home.revenue')}
            value={format.money(home.attributedRevenue, home.currency)}
            note={t('home.revenueNote', {
              total: format.money(home.revenue, home.currency),
              orders: format.number(home.orders),
            })}
            link={{ to: '/journeys' }}
          />
        </div>
      </Section>
      <div className={styles['columns']}>
        <HappeningStream happenings={live.happenings} state={live.state} />
        <div className={styles['stack']}>
          <HeldBack home={home} period={period} />
          <ChannelFigures home={home} period={period} />
        </div>
      </div>
      <HomeHistory history={home.history} period={period} />
      <p className={styles['freshness']}>
        <span>{t('home.measuredAt', { time: format.clock(home.measuredAt) })}</span>
        <span>{t('home.behind', { seconds: format.rate(home.factsBehindMilliseconds / 1000) })}</span>
      </p>
    </div>
  );
}

function HeldBack({ home, period }: { home: Home; period: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Section title={t('home.heldBackWhy')} note={period}>
      {home.heldBackByReason.length === 0 ? <p className="soft">{t('home.heldBackNone')}</p> : null}
      <Bars
        bars={home.heldBackByReason.map(({ reason, count }) => ({
          key: reason,
          label: t(`holdReason.${reason}`),
          value: count,
          text: format.number(count),
          color: 'var(--held)',
          link: { to: '/deliveries', search: { status: 'held_back', reason } },
        }))}
      />
    </Section>
  );
}
