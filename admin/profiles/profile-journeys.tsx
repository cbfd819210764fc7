import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Profile } from '#contracts/api/profile.ts';
import { Section } from '../shared/ui/page.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import styles from './profile-page.module.css';

/** Where she is in each journey, and the messages that are decided but wait. */
export function ProfileJourneys({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  return (
    <Section title={t('navigation.journeys')}>
      {profile.runs.length + profile.pending.length === 0 ? <p className="soft">{t('profiles.inNoJourney')}</p> : null}
      <ul className={styles['list']}>
        {profile.runs.map((run) => (
          <li key={run.id}>
            <Link className="link" to="/journeys/$id" params={{ id: run.journey }} search={{ node: run.node }}>
              {run.journeyName}
            </Link>
            <div className="small faint">
              {t('profiles.atStep', { step: t(`node.${run.nodeKind}`) })} · <RelativeTime at={run.arrivedAt} />
              {run.dueAt ? (
                <>
                  {' · '}
                  {t('profiles.goesOn')} <RelativeTime at={run.dueAt} />
                </>
              ) : null}
            </div>
          </li>
        ))}
        {profile.pending.map((message) => (
          <li key={message.delivery}>
            <Link className="link" to="/messages/$id" params={{ id: message.message }}>
              {message.messageName}
            </Link>
            <div className="small faint">
              {t('profiles.waitsUntil')} <RelativeTime at={message.dueAt} />
              {message.waitsFor ? ` · ${t(`holdReason.${message.waitsFor}`)}` : ''}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
