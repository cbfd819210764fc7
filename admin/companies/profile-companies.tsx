import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Profile } from '#contracts/api/profile.ts';
import { useFormat } from '../shared/format.ts';
import { FactList } from '../shared/ui/fact-list.tsx';
import { Section } from '../shared/ui/page.tsx';

/** For whom she acts; nothing where for nobody. */
export function ProfileCompanies({ profile: { companies } }: { profile: Profile }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (companies.length === 0) return null;
  return (
    <Section title={t('companies.profile')}>
      <FactList
        facts={companies.map(({ id, name, since }) => ({
          key: id,
          label: (
            <Link className="link" to="/companies/$id" params={{ id }}>
              {name}
            </Link>
          ),
          value: <span className="small faint">{t('companies.profileSince', { date: format.date(since) })}</span>,
        }))}
      />
    </Section>
  );
}
