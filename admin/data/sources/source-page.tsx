import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import Switch from 'antd/es/switch';
import { useTranslation } from 'react-i18next';
import type { Source } from '#contracts/api/source.ts';
import { api } from '../../shared/api.ts';
import { DeleteButton } from '../../shared/ui/delete-button.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Skeleton } from '../../shared/ui/state.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { FetchSource } from './source-fetch.tsx';
import { sourceQuery, useSaveSource } from './source-queries.ts';
import { WebhookSource } from './source-webhook.tsx';
import { SourceState } from './sources-page.tsx';

const route = getRouteApi('/layout/data/sources/$id');

export function SourcePage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const query = useQuery(sourceQuery(id));
  return (
    <QueryView
      query={query}
      skeleton={
        <Page title={t('sources.title')}>
          <Section>
            <Skeleton height={240} />
          </Section>
        </Page>
      }
    >
      {(source) => <OpenSource key={source.id} source={source} />}
    </QueryView>
  );
}

function OpenSource({ source }: { source: Source }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const mayChange = useMayChange();
  const save = useSaveSource(source.id);
  const { name, settings, active } = source;
  const remove = useMutation({
    mutationFn: () => api.delete(`/sources/${source.id}`),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['sources', 'list'] });
      return navigate({ to: '/data/sources' });
    },
  });
  return (
    <Page
      title={name}
      question={t(settings.kind === 'webhook' ? 'sources.questions.webhook' : 'sources.questions.fetched')}
      back={
        <Link to="/data/sources">
          <Icon name="arrowLeft" size={14} /> {t('sources.title')}
        </Link>
      }
      mark={<SourceState source={source} />}
      actions={
        mayChange ? (
          <>
            <Switch
              aria-label={t('sources.active')}
              checked={active}
              loading={save.isPending}
              onChange={(next) => save.mutate({ name, settings, active: next })}
            />
            <DeleteButton
              label={t('sources.delete')}
              consequence={t('sources.deleteText')}
              onDelete={() => remove.mutate()}
            />
          </>
        ) : null
      }
    >
      {settings.kind === 'webhook' ? (
        <WebhookSource source={source} settings={settings} />
      ) : (
        <FetchSource source={source} settings={settings} />
      )}
    </Page>
  );
}
