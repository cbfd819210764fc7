import { getRouteApi, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { Icon } from '../shared/ui/icon.tsx';
import { Page, Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { SearchInput } from '../shared/ui/search-input.tsx';
import { Segmented } from '../shared/ui/segmented.tsx';
import { EmptyState, Skeleton } from '../shared/ui/state.tsx';
import { moreOf } from '../shared/use-list-query.ts';
import { InboxList } from './inbox-list.tsx';
import { InboxMessageView } from './inbox-message-view.tsx';
import styles from './inbox-page.module.css';
import { useInboxQuery } from './use-inbox-query.ts';

const route = getRouteApi('/layout/inbox');
const sandboxChannels = ['email', 'sms', 'push'] as const;

export function InboxPage() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/inbox' });
  const { open, ...filters } = route.useSearch();
  const query = useInboxQuery(filters);
  const filtered = Object.values(filters).some((value) => value !== undefined);
  const shown = open ?? query.data?.[0]?.id;

  return (
    <Page title={t('navigation.inbox')} question={t('inbox.question')}>
      <div className="row wrap">
        <SearchInput
          label={t('inbox.search')}
          value={filters.search ?? ''}
          onSearch={(text) =>
            void navigate({ search: (before) => ({ ...before, search: text || undefined }), replace: true })
          }
        />
        <Segmented
          aria-label={t('deliveries.channel')}
          value={filters.channel ?? 'all'}
          options={[
            { value: 'all', label: t('inbox.all') },
            ...sandboxChannels.map((value) => ({ value, label: t(`channel.${value}`) })),
          ]}
          onChange={(value) =>
            void navigate({
              search: (before) => ({
                ...before,
                channel: sandboxChannels.find((one) => one === value),
                open: undefined,
              }),
              replace: true,
            })
          }
        />
      </div>
      <QueryView query={query} skeleton={<InboxSkeleton />}>
        {(items) =>
          items.length > 0 ? (
            <div className={styles['columns']} data-open={open !== undefined}>
              <Section flush className={styles['list']}>
                <InboxList items={items} shown={shown} more={moreOf(query)} />
              </Section>
              <div className={styles['message']}>
                <div className={styles['back']}>
                  <Button
                    type="text"
                    icon={<Icon name="arrowLeft" />}
                    onClick={() => void navigate({ search: (before) => ({ ...before, open: undefined }) })}
                  >
                    {t('navigation.inbox')}
                  </Button>
                </div>
                {shown ? <InboxMessageView key={shown} id={shown} /> : null}
              </div>
            </div>
          ) : (
            <Section flush>
              <EmptyState
                icon="inbox"
                title={filtered ? t('state.noMatchTitle') : t('inbox.empty.title')}
                text={filtered ? t('state.noMatchText') : t('inbox.empty.text')}
              />
            </Section>
          )
        }
      </QueryView>
    </Page>
  );
}

function InboxSkeleton() {
  return (
    <div className={styles['columns']}>
      <div className="column">
        {['a', 'b', 'c', 'd', 'e', 'f'].map((line) => (
          <Skeleton key={line} height={64} />
        ))}
      </div>
      <Skeleton height={420} />
    </div>
  );
}
