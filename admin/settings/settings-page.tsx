import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { settingsQuery } from '../shared/settings-query.ts';
import { Page, Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { Skeleton } from '../shared/ui/state.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { settingsSections } from './sections.ts';
import { SettingsForms } from './settings-forms.tsx';
import styles from './settings-page.module.css';

const route = getRouteApi('/layout/settings/$section');

export function SettingsPage() {
  const { t } = useTranslation();
  const { section } = route.useParams();
  const query = useQuery(settingsQuery);
  const mayChange = useMayChange();
  const sections = settingsSections.filter((one) => mayChange || (one !== 'keys' && one !== 'privacy'));
  const shown = settingsSections.find((one) => one === section) ?? 'general';

  return (
    <Page title={t('navigation.settings')} question={t(`settings.question.${shown}`)}>
      <div className={styles['columns']}>
        <nav className={styles['sections']} aria-label={t('navigation.settings')}>
          {sections.map((one) => (
            <Link
              key={one}
              to="/settings/$section"
              params={{ section: one }}
              className={styles['section']}
              activeProps={{ className: styles['active'] ?? '' }}
            >
              {t(`settings.section.${one}`)}
            </Link>
          ))}
        </nav>
        <QueryView
          query={query}
          skeleton={
            <Section>
              <Skeleton height={320} />
            </Section>
          }
        >
          {(settings) => <SettingsForms settings={settings} section={shown} />}
        </QueryView>
      </div>
    </Page>
  );
}
