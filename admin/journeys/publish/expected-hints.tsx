import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { rehearsalsQuery } from '../../rehearsal/rehearsal-queries.ts';
import { channelsQuery } from '../../settings/use-settings-queries.ts';
import { useFormat } from '../../shared/format.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { exceedsDay, expectedOf, secondsAtLimit } from './expected.ts';
import styles from './publish.module.css';

const hour = 3_600;

/** What the newest rehearsal lets expect of this version. Says what is worth a second look and stands in nobody's way. */
export function ExpectedHints({ draft: { id: journey, nodes } }: { readonly draft: JourneyDefinition }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rehearsals = useQuery(rehearsalsQuery(journey)).data;
  const accounts = useQuery(channelsQuery).data?.items ?? [];
  if (rehearsals === undefined) return null;
  const trigger = nodes.find(({ kind }) => kind === 'trigger');
  // A rehearsal has the calls and imports of the past: without any of them it says nothing about those to come.
  const isCalled = trigger?.kind === 'trigger' && ['api', 'import'].includes(trigger.trigger.type);
  const newest = rehearsals.items.find(({ counts }) => counts !== null);
  const rehearse = (
    <Link className="link" to="/journeys/$id/rehearsal" params={{ id: journey }}>
      {t('journeys.rehearse')}
    </Link>
  );
  if (newest === undefined || newest.counts === null) {
    return (
      <p className="small faint" style={{ marginTop: 16 }}>
        {t('publish.expected.notRehearsed')} {rehearse}
      </p>
    );
  }
  const expected = expectedOf(newest, newest.counts);
  const amount = (value: number) => format.number(value >= 10 ? Math.round(value) : Math.round(value * 10) / 10);
  const limited = expected.byChannel.flatMap(({ channel, share }) => {
    const perSecond = accounts.find((account) => account.channel === channel)?.settings['messagesPerSecond'];
    const seconds = secondsAtLimit(expected.mostOnOneDay * share, perSecond);
    return seconds === undefined || seconds < hour
      ? []
      : [{ channel, perSecond: Number(perSecond), seconds, isOver: exceedsDay(seconds) }];
  });
  return (
    <section className={styles['expected']} aria-label={t('publish.expected.title')}>
      <h3>{t('publish.expected.title')}</h3>
      <p className="small soft">
        {t('publish.expected.period', { from: format.date(newest.from), until: format.date(newest.until) })}
        {newest.outdated ? (
          <>
            {' '}
            {t('publish.expected.outdated')} {rehearse}
          </>
        ) : null}
      </p>
      <dl>
        <div>
          <dt>{t('publish.expected.entriesPerDay')}</dt>
          <dd className="number">{amount(expected.entriesPerDay)}</dd>
        </div>
        <div>
          <dt>{t('publish.expected.messagesPerDay')}</dt>
          <dd className="number">{amount(expected.messagesPerDay)}</dd>
        </div>
        <div>
          <dt>{t('publish.expected.mostOnOneDay')}</dt>
          <dd className="number">{amount(expected.mostOnOneDay)}</dd>
        </div>
      </dl>
      {expected.byChannel.length > 1 ? (
        <p className="small soft">
          {expected.byChannel
            .map(({ channel, perDay }) =>
              t('publish.expected.ofChannel', { channel: t(`channel.${channel}`), messages: amount(perDay) }),
            )
            .join(t('publish.expected.joint'))}
        </p>
      ) : null}
      <ul>
        {expected.audience === 'nobody' ? (
          <Hint>{t(isCalled ? 'publish.expected.unknown' : 'publish.expected.nobody')}</Hint>
        ) : null}
        {expected.audience === 'everybody' ? (
          <Hint>{t('publish.expected.everybody', { share: format.percent(expected.enteredShare) })}</Hint>
        ) : null}
        {expected.capped > 0 ? (
          <Hint>
            {t('publish.expected.capped', { count: expected.capped, messages: format.number(expected.capped) })}
          </Hint>
        ) : null}
        {limited.map(({ channel, perSecond, seconds, isOver }) => (
          <Hint key={channel}>
            {t(isOver ? 'publish.expected.overLimit' : 'publish.expected.atLimit', {
              channel: t(`channel.${channel}`),
              rate: format.rate(perSecond),
              time: format.duration(Math.round(seconds / hour) * 60),
            })}
          </Hint>
        ))}
      </ul>
    </section>
  );
}

function Hint({ children }: { children: ReactNode }) {
  return (
    <li className="small">
      <Icon name="info" size={14} /> <span>{children}</span>
    </li>
  );
}
