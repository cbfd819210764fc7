import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import Drawer from 'antd/es/drawer';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Journey } from '#contracts/api/journey.ts';
import type { JourneyNodeKind } from '#contracts/journey.ts';
import { DraftState, DraftTrouble } from '../../shared/drafts/draft-state.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { NameInput } from '../../shared/ui/name-input.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { Segmented } from '../../shared/ui/segmented.tsx';
import { StatusPill } from '../../shared/ui/status-pill.tsx';
import { useMedia } from '../../shared/use-media.ts';
import { ApprovalNote } from '../approval/approval-note.tsx';
import { CanvasSkeleton } from '../canvas/canvas-skeleton.tsx';
import { ColleagueMarks } from '../editing/colleague-marks.tsx';
import { ConflictList } from '../editing/conflict-list.tsx';
import { useColleagues } from '../editing/use-colleagues.ts';
import { useJourneyDraft } from '../editing/use-journey-draft.ts';
import { type Exit, freshId, insertNode } from '../graph/edit-journey.ts';
import { journeyCountsQuery } from '../journey-queries.ts';
import { newNode } from '../nodes/index.ts';
import { JourneySteps } from '../steps/journey-steps.tsx';
import { JourneyActions } from './journey-actions.tsx';
import styles from './journey-editor.module.css';
import { JourneyFigures } from './journey-figures.tsx';
import { JourneyPanel } from './journey-panel.tsx';
import { NodePanel } from './node-panel.tsx';
import { ProblemList } from './problem-list.tsx';
import { useJourneyProblems } from './use-journey-problems.ts';

const narrowScreen = '(max-width: 1080px)';
const loadCanvas = () => import('../canvas/journey-canvas.tsx');
/** Where there is room for it, it comes while the journey itself is being read. */
const early = matchMedia(narrowScreen).matches ? undefined : loadCanvas();
const JourneyCanvas = lazy(() => early ?? loadCanvas());
/** Stands in the address for "no step", where absence would mean the first step of a new journey. */
const noStep = '-';
const route = getRouteApi('/layout/journeys/$id');

export function JourneyEditor({ journey }: { journey: Journey }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/journeys/$id' });
  const { node: selected = firstStep(journey), view, rules } = route.useSearch();
  const draft = useJourneyDraft(journey);
  const colleagues = useColleagues(journey.id, selected === noStep ? undefined : selected);
  const hasCounts = journey.published !== null;
  const counts = useQuery({ ...journeyCountsQuery(journey.id), enabled: hasCounts }).data;
  const value = draft.value;
  const problems = useJourneyProblems(value);
  const narrow = useMedia(narrowScreen);
  const asList = narrow || view === 'list';
  const node = value.nodes.find(({ id }) => id === selected);

  const select = (id: string | undefined) =>
    void navigate({
      search: (before) => ({ ...before, node: id ?? noStep, rules: undefined }),
      replace: true,
      resetScroll: false,
    });
  const showRules = () =>
    void navigate({ search: (before) => ({ ...before, node: noStep, rules: true }), replace: true });
  const add = (from: Exit, kind: JourneyNodeKind) => {
    const added = newNode(kind, freshId(kind));
    draft.change(insertNode(value, from, added));
    select(added.id);
  };
  const shown = {
    definition: value,
    counts,
    hasCounts,
    problems,
    selected: node?.id,
    colleagues,
    onSelect: select,
    onAdd: add,
  };
  const panel = node ? (
    <NodePanel
      key={node.id}
      node={node}
      definition={value}
      counts={counts}
      problems={problems.filter((problem) => problem.node === node.id)}
      headed={!narrow}
      onChange={draft.change}
      onClose={() => select(undefined)}
    />
  ) : rules && !narrow ? (
    <JourneyPanel definition={value} onChange={draft.change} />
  ) : null;

  return (
    <Page
      wide
      title={value.name}
      heading={
        <NameInput
          label={t('journeys.name')}
          value={value.name}
          onChange={(name) => draft.change({ ...value, name })}
        />
      }
      back={
        <Link to="/journeys">
          <Icon name="arrowLeft" size={14} /> {t('navigation.journeys')}
        </Link>
      }
      mark={<StatusPill definition={journey} />}
      actions={
        <>
          <ColleagueMarks colleagues={colleagues} />
          <DraftState draft={draft} />
          {narrow ? null : (
            <Button
              icon={<Icon name="settings" />}
              aria-pressed={rules === true && !node}
              onClick={() =>
                void navigate({
                  search: (before) => ({ ...before, node: noStep, rules: rules && !node ? undefined : true }),
                  replace: true,
                })
              }
            >
              {t('journeys.rules')}
            </Button>
          )}
          <JourneyActions journey={journey} draft={draft} inside={counts?.inside ?? 0} problems={problems} />
        </>
      }
    >
      <DraftTrouble draft={draft} />
      <ConflictList draft={draft} />
      <ApprovalNote journey={journey} isReady={draft.state === 'saved' && problems.length === 0} />
      {counts ? <JourneyFigures definition={value} counts={counts} /> : null}
      {narrow ? null : (
        <Segmented
          aria-label={t('journeys.view')}
          style={{ alignSelf: 'flex-start' }}
          value={asList ? 'list' : 'canvas'}
          options={[
            { value: 'canvas', label: t('journeys.canvas') },
            { value: 'list', label: t('journeys.list') },
          ]}
          onChange={(next) =>
            void navigate({
              search: (before) => ({ ...before, view: next === 'list' ? 'list' : undefined }),
              replace: true,
            })
          }
        />
      )}
      <div className={styles['columns']} data-panel={panel !== null}>
        <div className={styles['main']}>
          {asList ? (
            <JourneySteps {...shown} />
          ) : (
            <Suspense fallback={<CanvasSkeleton />}>
              <JourneyCanvas {...shown} onChange={draft.change} onRedo={draft.redo} />
            </Suspense>
          )}
          <ProblemList
            definition={value}
            problems={problems}
            onSelect={(id) => (id === undefined ? showRules() : select(id))}
          />
        </div>
        {narrow ? (
          <>
            <JourneyPanel definition={value} onChange={draft.change} />
            <Drawer
              open={node !== undefined}
              onClose={() => select(undefined)}
              placement="bottom"
              size="85dvh"
              title={node ? t(`node.${node.kind}`) : ''}
            >
              {panel}
            </Drawer>
          </>
        ) : (
          panel && <aside className={styles['panel']}>{panel}</aside>
        )}
      </div>
    </Page>
  );
}

/** A new journey opens at its only step: what starts it. */
function firstStep(journey: Journey): string | undefined {
  return journey.draft.nodes.length === 1 ? journey.draft.nodes[0]?.id : undefined;
}
