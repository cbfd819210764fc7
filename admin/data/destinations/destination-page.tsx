import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Destination, destination as destinationSchema } from '#contracts/api/destination.ts';
import { destinationDefinition } from '#contracts/destination.ts';
import { api } from '../../shared/api.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useFormat } from '../../shared/format.ts';
import { DeleteButton } from '../../shared/ui/delete-button.tsx';
import { Figure } from '../../shared/ui/figure.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Skeleton } from '../../shared/ui/state.tsx';
import { useUnsavedGuard } from '../../shared/use-unsaved-guard.ts';
import { Editable } from '../../sign-in/editable.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import styles from '../data.module.css';
import { DestinationActions } from './destination-actions.tsx';
import { DestinationBatches } from './destination-batches.tsx';
import { destinationErrors } from './destination-errors.ts';
import { DestinationFields } from './destination-fields.tsx';
import { destinationQuery } from './destination-queries.ts';
import { DestinationState, isFailing } from './destination-state.tsx';

const route = getRouteApi('/layout/data/destinations/$id');

export function DestinationPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const query = useQuery(destinationQuery(id));
  return (
    <QueryView
      query={query}
      skeleton={
        <Page title={t('destinations.title')}>
          <Section>
            <Skeleton height={240} />
          </Section>
        </Page>
      }
    >
      {(found) => <OpenDestination key={found.id} destination={found} />}
    </QueryView>
  );
}

function OpenDestination({ destination }: { destination: Destination }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const format = useFormat();
  const mayChange = useMayChange();
  const remove = useMutation({
    mutationFn: () => api.delete(`/destinations/${destination.id}`),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['destinations', 'list'] });
      return navigate({ to: '/data/destinations' });
    },
  });
  const { figures } = destination;
  return (
    <Page
      title={destination.name}
      question={<span style={{ overflowWrap: 'anywhere' }}>{destination.url}</span>}
      back={
        <Link to="/data/destinations">
          <Icon name="arrowLeft" size={14} /> {t('destinations.title')}
        </Link>
      }
      mark={<DestinationState destination={destination} />}
      actions={
        mayChange ? (
          <>
            <DestinationActions destination={destination} />
            <DeleteButton
              label={t('destinations.delete')}
              consequence={t('destinations.deleteText')}
              onDelete={() => remove.mutate()}
            />
          </>
        ) : null
      }
    >
      <Notice destination={destination} />
      <Section title={t('destinations.lastDay')}>
        <div className={styles['figures']}>
          {(['items', 'delivered', 'pending', 'failed'] as const).map((name) => (
            <Figure key={name} label={t(`destinations.figures.${name}`)} value={format.number(figures[name])} />
          ))}
        </div>
      </Section>
      <DestinationBatches destination={destination} />
      <DestinationForm destination={destination} />
    </Page>
  );
}

/** What is wrong, what it means, how to mend it. */
function Notice({ destination }: { destination: Destination }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { pauseReason, failingSince, lastReason, lastStatusCode, oldSecretUntil, replays } = destination;
  const answer = lastStatusCode === null ? (lastReason ?? '') : String(lastStatusCode);
  const texts = [
    pauseReason && t(`destinations.paused.${pauseReason}`, { answer }),
    failingSince &&
      isFailing(destination) &&
      t('destinations.failingSince', { at: format.dateTime(failingSince), answer }),
    replays > 0 && t('destinations.replaying'),
    oldSecretUntil && t('destinations.oldSecret', { at: format.dateTime(oldSecretUntil) }),
  ].filter((text) => typeof text === 'string');
  if (texts.length === 0) return null;
  return (
    <div className={styles['check']} role="status">
      {texts.map((text) => (
        <p key={text} style={{ margin: 0 }}>
          {text}
        </p>
      ))}
    </div>
  );
}

function DestinationForm({ destination }: { destination: Destination }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { tell } = useFeedback();
  const mayChange = useMayChange();
  const saved = definitionOf(destination);
  const [value, setValue] = useState(saved);
  const changed = JSON.stringify(value) !== JSON.stringify(saved);
  useUnsavedGuard(changed);
  const save = useMutation({
    mutationFn: () =>
      api.put(
        `/destinations/${destination.id}`,
        { definition: value, revision: destination.revision },
        destinationSchema,
      ),
    onSuccess: async (next) => {
      client.setQueryData(destinationQuery(destination.id).queryKey, next);
      setValue(definitionOf(next));
      tell(t('action.saved'));
    },
  });
  return (
    <Section title={t('destinations.settings')}>
      <Editable>
        <DestinationFields
          value={value}
          onChange={setValue}
          errors={destinationErrors(save.error, { value, before: saved })}
        />
      </Editable>
      {mayChange ? (
        <Button
          type="primary"
          style={{ marginTop: 16 }}
          disabled={!changed || !destinationDefinition.safeParse(value).success}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('action.save')}
        </Button>
      ) : null}
    </Section>
  );
}

function definitionOf(destination: Destination) {
  const {
    name,
    url,
    allowPrivateAddresses,
    facts,
    imported,
    people,
    batchItems,
    batchSeconds,
    timeoutSeconds,
    retryHours,
  } = destination;
  return {
    name,
    url,
    allowPrivateAddresses,
    facts,
    imported,
    people,
    batchItems,
    batchSeconds,
    timeoutSeconds,
    retryHours,
  };
}
