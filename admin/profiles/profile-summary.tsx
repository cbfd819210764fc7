import { useTranslation } from 'react-i18next';
import type { Profile } from '#contracts/api/profile.ts';
import { type RfmScoring, rfmGroupOf } from '#contracts/rfm.ts';
import { useFormat } from '../shared/format.ts';
import { Figure } from '../shared/ui/figure.tsx';
import { Section } from '../shared/ui/page.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import styles from './profile-page.module.css';

export function ProfileSummary({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const format = useFormat();
  const inUse = profile.reachability.filter(({ reason }) => reason !== 'channel_off');
  const reachable = inUse.filter((channel) => channel.reachable);
  return (
    <Section flush>
      <div className={styles['summary']}>
        <Figure
          label={t('profiles.value')}
          value={format.money(profile.orders.value, profile.currency)}
          note={
            profile.orders.lastAt ? (
              <>
                {t('profiles.ordersCount', { count: profile.orders.count })} ·{' '}
                <RelativeTime at={profile.orders.lastAt} />
                {profile.rfm ? <RfmLine {...profile.rfm} /> : null}
              </>
            ) : (
              t('profiles.noOrders')
            )
          }
          link={{ to: '.', search: { type: 'order' } }}
        />
        <Figure
          label={t('profiles.reachableOn')}
          value={`${reachable.length} / ${inUse.length}`}
          note={reachable.map(({ channel }) => t(`channel.${channel}`)).join(' · ') || t('profiles.reachableNowhere')}
        />
        <Figure
          label={t('profiles.inJourneys')}
          value={format.number(profile.runs.length)}
          note={profile.runs.map((run) => run.journeyName).join(' · ') || t('profiles.inNoJourney')}
          link={{ to: '.', search: { type: 'journey_step' } }}
        />
        <Figure
          label={t('profiles.messagesReceived')}
          value={format.number(profile.sends.filter(({ status }) => status === 'handed_over').length)}
          note={
            profile.sends[0] ? (
              <>
                {t('profiles.lastMessage')} <RelativeTime at={profile.sends[0].at} />
              </>
            ) : (
              t('profiles.noMessages')
            )
          }
          link={{ to: '/deliveries', search: { profile: profile.id } }}
        />
      </div>
    </Section>
  );
}

function RfmLine({ recency, frequency, monetary }: RfmScoring) {
  const { t } = useTranslation();
  const group = t(`customers.rfm.group.${rfmGroupOf({ recency, frequency })}`);
  return (
    <span style={{ display: 'block' }}>
      {t('profiles.rfm', { score: `${recency}-${frequency}-${monetary}`, group })}
    </span>
  );
}
