import { useQuery } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Profile } from '#contracts/api/profile.ts';
import type { ConsentStanding } from '#contracts/consent/consent.ts';
import { topicName } from '#contracts/topic.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useFormat } from '../../shared/format.ts';
import { settingsQuery } from '../../shared/settings-query.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import type { IconName } from '../../shared/ui/icon-paths.ts';
import { ChannelMark, Pill } from '../../shared/ui/marks.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import styles from '../profile-page.module.css';
import { ConsentHistory } from './consent-history.tsx';
import { DoNotContact } from './do-not-contact.tsx';

const looks: { readonly [S in ConsentStanding]: { readonly tone: 'positive' | 'held'; readonly icon: IconName } } = {
  granted: { tone: 'positive', icon: 'check' },
  denied: { tone: 'held', icon: 'held' },
  pending: { tone: 'held', icon: 'clock' },
  lapsed: { tone: 'held', icon: 'clock' },
};

/** What she agreed to as it stands now, what stands against writing to her, and the way to every proof. */
export function ProfileConsents({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [showsHistory, setShowsHistory] = useState(false);
  const isSilent = profile.consents.length + profile.suppressions.length === 0;
  return (
    <Section title={t('profiles.consents')}>
      <div className={styles['list']}>
        <DoNotContact profile={profile} />
        {profile.pausedUntil ? (
          <p>
            <Icon name="pause" size={14} /> {t('profiles.pausedUntil', { date: format.date(profile.pausedUntil) })}
          </p>
        ) : null}
        {profile.daysBetween ? (
          <p>
            <Icon name="clock" size={14} /> {t('profiles.daysBetween', { count: profile.daysBetween })}
          </p>
        ) : null}
        {isSilent ? <p className="soft">{t('profiles.noConsents')}</p> : null}
        <ul className={styles['list']}>
          {profile.consents.map((consent) => (
            <ConsentEntry key={`${consent.channel}:${consent.topic ?? ''}`} consent={consent} />
          ))}
          {profile.suppressions.map(({ channel, reason, at, earlierAddress }) => (
            <li key={`suppression:${channel}:${reason}:${at}`} className={styles['entry']}>
              <ChannelMark channel={channel} />
              <Pill tone={earlierAddress ? 'held' : 'failed'} icon="failed">
                {t(`profiles.suppression.${reason}`)}
              </Pill>
              {earlierAddress ? <span className="small faint">{t('profiles.earlierAddress')}</span> : null}
            </li>
          ))}
        </ul>
        <Button style={{ alignSelf: 'flex-start' }} onClick={() => setShowsHistory(true)}>
          {t('profiles.consentHistory')}
        </Button>
      </div>
      {showsHistory ? <ConsentHistory id={profile.id} onClose={() => setShowsHistory(false)} /> : null}
    </Section>
  );
}

function ConsentEntry({ consent }: { consent: Profile['consents'][number] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const { data: settings } = useQuery(settingsQuery);
  const topic = settings?.topics.find(({ id }) => id === consent.topic);
  const { tone, icon } = looks[consent.status];
  return (
    <li className={styles['entry']}>
      <span className="row wrap">
        <ChannelMark channel={consent.channel} />
        <span className="soft">
          {consent.topic ? (topic ? topicName(topic, language) : consent.topic) : t('profiles.wholeChannel')}
        </span>
      </span>
      <Pill tone={tone} icon={icon}>
        {t(`profiles.consent.${consent.status}`)}
      </Pill>
      <span className="small faint">
        {t(`profiles.consentSource.${consent.source}`, { defaultValue: consent.source })} ·{' '}
        <RelativeTime at={consent.at} />
        {consent.endsAt ? <> · {t('profiles.consentUntil', { date: format.date(consent.endsAt) })}</> : null}
      </span>
    </li>
  );
}
