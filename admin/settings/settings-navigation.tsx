import { Link, useNavigate } from '@tanstack/react-router';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { useMedia } from '../shared/use-media.ts';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { type SettingsSection, settingsGroupNames, settingsGroups } from './sections.ts';
import styles from './settings-page.module.css';

/** Every section by what it is about; where there is no room beside the forms, one field that opens to show them. */
export function SettingsNavigation({ shown }: { shown: SettingsSection }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayChange = useMayChange();
  const narrow = useMedia('(max-width: 900px)');
  const groups = settingsGroupNames.map((group) => ({
    name: group,
    label: t(`settings.group.${group}`),
    sections: settingsGroups[group]
      .filter((one) => mayChange || (one !== 'keys' && one !== 'privacy'))
      .map((value) => ({ value, label: t(`settings.section.${value}`) })),
  }));

  if (narrow) {
    return (
      <Select<SettingsSection>
        aria-label={t('navigation.settings')}
        listHeight={480}
        value={shown}
        options={groups.map(({ label, sections }) => ({ label, options: sections }))}
        onChange={(section) => void navigate({ to: '/settings/$section', params: { section } })}
      />
    );
  }
  return (
    <nav className={styles['sections']} aria-label={t('navigation.settings')}>
      {groups.map(({ name, label, sections }) => (
        <div key={name} className={styles['group']}>
          <h2 className={styles['groupName']}>{label}</h2>
          {sections.map((section) => (
            <Link
              key={section.value}
              to="/settings/$section"
              params={{ section: section.value }}
              className={styles['section']}
              activeProps={{ className: styles['active'] ?? '' }}
            >
              {section.label}
            </Link>
          ))}
        </div>
      ))}
    </nav>
  );
}
