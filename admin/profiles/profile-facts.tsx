import { useTranslation } from 'react-i18next';
import type { Profile } from '#contracts/api/profile.ts';
import { ProfileCompanies } from '../companies/profile-companies.tsx';
import { ProfileMerges } from '../identity/profile-merges.tsx';
import { useKindName } from '../identity/use-kind-name.ts';
import { ProfileScore } from '../lead-score/profile-score.tsx';
import { useFormat } from '../shared/format.ts';
import { useNames } from '../shared/names/use-names.ts';
import { FactList } from '../shared/ui/fact-list.tsx';
import { Icon } from '../shared/ui/icon.tsx';
import { ChannelMark, Pill } from '../shared/ui/marks.tsx';
import { Section } from '../shared/ui/page.tsx';
import { ProfileAttributes } from './attributes/profile-attributes.tsx';
import { ProfileNotes } from './attributes/profile-notes.tsx';
import { ProfileConsents } from './consent/profile-consents.tsx';
import { flattenTraits } from './flatten-traits.ts';
import { ProfileJourneys } from './profile-journeys.tsx';
import styles from './profile-page.module.css';
import { ProfileSegments } from './profile-segments.tsx';

export function ProfileFacts({ profile }: { profile: Profile }) {
  return (
    <div className={styles['facts']}>
      <ProfileAttributes profile={profile} />
      <ProfileScore id={profile.id} />
      <ProfileCompanies profile={profile} />
      <ProfileNotes id={profile.id} />
      <Reachability profile={profile} />
      <ProfileJourneys profile={profile} />
      <ProfileSegments profile={profile} />
      <ProfileConsents profile={profile} />
      <Identities profile={profile} />
      <ProfileMerges id={profile.id} />
      <Traits profile={profile} />
    </div>
  );
}

function Reachability({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  return (
    <Section title={t('profiles.reachability')}>
      <ul className={styles['list']}>
        {profile.reachability.map(({ channel, reachable, address, reason }) => (
          <li key={channel} className={styles['entry']}>
            <ChannelMark channel={channel} />
            <Pill tone={reachable ? 'positive' : 'held'} icon={reachable ? 'check' : 'held'}>
              {reachable ? t('profiles.reachable') : t(`holdReason.${reason ?? 'unreachable'}`)}
            </Pill>
            {address && channel !== 'webhook' ? <span className="small faint truncate">{address}</span> : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Identities({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const kindName = useKindName();
  return (
    <Section title={t('profiles.identities')}>
      <FactList
        facts={profile.identities.map(({ kind, value }) => ({
          key: `${kind}:${value}`,
          label: kindName(kind),
          value: kind === 'anonymousId' ? <span className="mono">{value}</span> : value,
        }))}
      />
    </Section>
  );
}

function Traits({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const format = useFormat();
  const names = useNames();
  const traits = flattenTraits(profile.traits).map(({ path, text }) => ({
    ...{ key: path, label: names.trait(path), sent: path, value: text },
  }));
  return (
    <Section title={t('profiles.traits')}>
      <FactList
        facts={[
          ...traits,
          ...(profile.timeZone ? [{ key: '/zone', label: t('profiles.timeZone'), value: profile.timeZone }] : []),
          ...(profile.locale ? [{ key: '/locale', label: t('profiles.locale'), value: profile.locale }] : []),
          { key: '/first', label: t('profiles.firstSeen'), value: format.dateTime(profile.firstSeenAt) },
        ]}
      />
      {traits.length === 0 ? (
        <p className="soft">
          <Icon name="info" size={14} /> {t('profiles.noTraits')}
        </p>
      ) : null}
    </Section>
  );
}
