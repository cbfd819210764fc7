import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import Checkbox from 'antd/es/checkbox';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type KeptGroupKey, type MendStep, mendStep } from '#contracts/schema/schema-kept-aside.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { Page, Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { EmptyState, Skeleton } from '../../shared/ui/state.tsx';
import { useDebounced } from '../../shared/use-debounced.ts';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import styles from '../data.module.css';
import { keptAsideQuery, mendPreviewQuery, useDiscard, useReplay } from '../schema/schema-queries.ts';
import { KeptSamples } from './kept-samples.tsx';
import { MendSteps } from './mend-steps.tsx';

/** Everything that was kept aside for one reason: look, mend, see what comes out, then let it in or put it away. */
export function KeptGroupPage({ group }: { group: KeptGroupKey }) {
  const { t } = useTranslation();
  const { kind, name, reason, path } = group;
  const navigate = useNavigate();
  const { ask, tell } = useFeedback();
  const mayChange = useMayChange();
  const [steps, setSteps] = useState<readonly MendStep[]>([]);
  const [asHistory, setAsHistory] = useState(true);
  const complete = steps.filter((step) => mendStep.safeParse(step).success);
  const tried = useDebounced(complete, 400);
  const preview = useQuery({ ...mendPreviewQuery(group, tried), placeholderData: keepPreviousData });
  const count = useQuery(keptAsideQuery).data?.groups.find(
    (one) => one.kind === kind && one.name === name && one.reason === reason && one.path === path,
  )?.count;
  const replay = useReplay();
  const discard = useDiscard();
  const leave = () => void navigate({ to: '/data/kept-aside', search: {} });

  const letIn = () =>
    replay.mutate(
      { group, steps: complete, asHistory },
      {
        onSuccess: () => {
          tell(t('data.kept.replayStarted'));
          leave();
        },
      },
    );
  const putAway = async () => {
    const agreed = await ask({
      title: t('data.kept.discardTitle'),
      text: t('data.kept.discardText', { count: count ?? 0 }),
      agree: t('data.kept.discard'),
      decline: t('action.cancel'),
    });
    if (!agreed) return;
    discard.mutate(group, {
      onSuccess: () => {
        tell(t('data.kept.discarded'));
        leave();
      },
    });
  };

  const error = replay.error ?? discard.error;
  return (
    <Page
      title={`${t(`data.reason.${reason}`)} ${path}`}
      heading={
        <>
          {t(`data.reason.${reason}`)} {path ? <span className="mono">{path}</span> : null}
        </>
      }
      question={t('data.kept.groupQuestion', {
        count: count ?? 0,
        where: kind === 'trait' ? t('data.traits.title') : name,
      })}
      back={
        <Link to="/data/kept-aside" search={{}}>
          {t('data.kept.title')}
        </Link>
      }
      actions={
        <>
          {kind === 'event' && reason !== 'unknown_event' ? (
            <Link className="link" to="/data/events/$name" params={{ name }}>
              {t('data.kept.toSchema')}
            </Link>
          ) : null}
          {mayChange ? (
            <Button onClick={() => void putAway()} loading={discard.isPending} disabled={!count}>
              {t('data.kept.discard')}
            </Button>
          ) : null}
        </>
      }
    >
      {error ? <p role="alert">{error.message}</p> : null}
      <QueryView
        query={preview}
        skeleton={
          <Section>
            <Skeleton height={240} />
          </Section>
        }
      >
        {(result) =>
          result.looked === 0 ? (
            <Section flush>
              <EmptyState
                icon="check"
                title={t('data.kept.goneTitle')}
                text={t('data.kept.goneText')}
                actions={<Button onClick={leave}>{t('data.kept.back')}</Button>}
              />
            </Section>
          ) : (
            <>
              <Section title={t('data.mend.title')} note={t('data.mend.note')}>
                <div className="column" style={{ gap: 16 }}>
                  {mayChange ? <MendSteps group={group} steps={steps} onChange={setSteps} /> : null}
                  <div className={styles['check']} role="status">
                    <strong style={{ fontWeight: 500 }}>
                      {t('data.mend.fits', { count: result.fits, looked: result.looked })}
                    </strong>{' '}
                    <span className="soft">
                      {result.remaining
                        .map((left) => `${t(`data.reason.${left.reason}`)} ${left.path} (${left.count})`)
                        .join(t('data.field.separator'))}
                    </span>
                  </div>
                  {mayChange ? (
                    <div className={styles['actions']}>
                      <Button type="primary" disabled={result.fits === 0} loading={replay.isPending} onClick={letIn}>
                        {t('data.mend.replay', { count: count ?? result.looked })}
                      </Button>
                      <Checkbox checked={asHistory} onChange={(event) => setAsHistory(event.target.checked)}>
                        {t('data.mend.asHistory')}
                      </Checkbox>
                    </div>
                  ) : null}
                </div>
              </Section>
              <KeptSamples samples={result.samples} mended={complete.length > 0} />
            </>
          )
        }
      </QueryView>
    </Page>
  );
}
