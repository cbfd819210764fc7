import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CompanyDetail } from '#contracts/api/company.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { useFormat } from '../shared/format.ts';
import { DeleteButton } from '../shared/ui/delete-button.tsx';
import { Figure } from '../shared/ui/figure.tsx';
import { Icon } from '../shared/ui/icon.tsx';
import { Page, Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import { Skeleton } from '../shared/ui/state.tsx';
import { CompanyActivity } from './company-activity.tsx';
import { CompanyMembers } from './company-members.tsx';
import styles from './company-page.module.css';
import { useCompanyQuery, useDeleteCompany } from './company-queries.ts';
import { CompanyTraits } from './company-traits.tsx';

const route = getRouteApi('/layout/companies/$id');

/** Who is this company to us: its people, what they do, what it is worth. */
export function CompanyPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const query = useCompanyQuery(id);
  return (
    <Page
      title={query.data?.name ?? id}
      back={
        <Link to="/companies">
          <Icon name="arrowLeft" size={14} /> {t('navigation.companies')}
        </Link>
      }
      question={
        query.data ? (
          <>
            {t('companies.heard')} <RelativeTime at={query.data.lastSeenAt} /> · <span className="mono">{id}</span>
          </>
        ) : undefined
      }
      actions={query.data ? <Delete company={query.data} /> : undefined}
    >
      <QueryView query={query} skeleton={<Skeleton height={320} />}>
        {(company) => (
          <>
            <Figures company={company} />
            <div className={styles['columns']}>
              <div className={styles['column']}>
                <CompanyMembers id={id} />
                <CompanyActivity id={id} />
              </div>
              <CompanyTraits company={company} />
            </div>
          </>
        )}
      </QueryView>
    </Page>
  );
}

function Figures({
  company: { members, orders, value, currency, lastActivityAt, firstSeenAt },
}: {
  company: CompanyDetail;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const since = t('companies.sinceJoining');
  return (
    <Section flush>
      <div className={styles['figures']}>
        <Figure label={t('companies.members')} value={format.number(members)} />
        <Figure label={t('companies.orders')} value={format.number(orders)} note={since} />
        <Figure label={t('companies.value')} value={format.money(value, currency)} note={since} />
        <Figure
          label={t('companies.lastActivity')}
          value={lastActivityAt ? <RelativeTime at={lastActivityAt} /> : t('companies.never')}
          note={t('companies.known', { date: format.date(firstSeenAt) })}
        />
      </div>
    </Section>
  );
}

function Delete({ company: { id, name, members } }: { company: CompanyDetail }) {
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const navigate = useNavigate();
  const remove = useDeleteCompany();
  return (
    <DeleteButton
      label={t('companies.delete', { name })}
      consequence={t('companies.deleteConsequence', { count: members })}
      onDelete={() =>
        remove.mutate(id, {
          onSuccess: () => void navigate({ to: '/companies' }),
          onError: (error) => tell(error.message, 'failed'),
        })
      }
    />
  );
}
