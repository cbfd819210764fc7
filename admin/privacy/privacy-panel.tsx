import { useTranslation } from 'react-i18next';
import { Section } from '../shared/ui/page.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { AuditTable } from './audit-table.tsx';
import { PeopleList } from './people-list.tsx';
import { RequestTable } from './request-table.tsx';
import { RetentionForm } from './retention-form.tsx';

/** People's rights over what is kept of them: requests, lists, retention, and who did what. */
export function PrivacyPanel() {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  if (!mayChange) {
    return (
      <Section>
        <p className="soft">{t('privacy.adminsOnly')}</p>
      </Section>
    );
  }
  return (
    <>
      <Section title={t('privacy.requests')} note={t('privacy.requestsNote')} flush>
        <RequestTable />
      </Section>
      <PeopleList />
      <RetentionForm />
      <Section title={t('privacy.audit')} note={t('privacy.auditNote')} flush>
        <AuditTable />
      </Section>
    </>
  );
}
