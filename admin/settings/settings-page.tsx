import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { settingsQuery } from '../shared/settings-query.ts';
import { Page, Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { Skeleton } from '../shared/ui/state.tsx';
import { settingsSections } from './sections.ts';
import { SettingsForms } from './settings-forms.tsx';
import { SettingsNavigation } from './settings-navigation.tsx';
import styles from './settings-page.module.css';

const route = getRouteApi('/layout/settings/$section');

export function SettingsPage() {
  const { t } = useTranslation();
  const { section } = route.useParams();
  const query = useQuery(settingsQuery);
  const shown = settingsSections.find((one) => one === section) ?? 'general';

  return (
    <Page title={t('navigation.settings')} question={t(`settings.question.${shown}`)}>
      <div className={styles['columns']}>
        <SettingsNavigation shown={shown} />
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
