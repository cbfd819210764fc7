import type { TFunction } from 'i18next';
import type { JourneyNode, JourneyNodeKind } from '#contracts/journey.ts';
import { cohortView } from './cohort/view.ts';
import { conditionView } from './condition/view.ts';
import { createTaskView } from './create-task/view.ts';
import { exitView } from './exit/view.ts';
import { experimentView } from './experiment/view.ts';
import { giveCouponView } from './give-coupon/view.ts';
import { goalView } from './goal/view.ts';
import { loopView } from './loop/view.ts';
import { messageView } from './message/view.ts';
import type { NodeView, Way } from './node-view.ts';
import { startJourneyView } from './start-journey/view.ts';
import { stopJourneyView } from './stop-journey/view.ts';
import { triggerView } from './trigger/view.ts';
import { updateConsentView } from './update-consent/view.ts';
import { updateListsView } from './update-lists/view.ts';
import { updateProfileView } from './update-profile/view.ts';
import { updateScoreView } from './update-score/view.ts';
import { updateStageView } from './update-stage/view.ts';
import { updateTagsView } from './update-tags/view.ts';
import { waitView } from './wait/view.ts';
import { waitDateView } from './wait-date/view.ts';
import { waitTimeView } from './wait-time/view.ts';
import { waitUntilView } from './wait-until/view.ts';
import { webhookView } from './webhook/view.ts';

/** One folder for each kind of step; in the order of the palette. */
const views: { readonly [Kind in JourneyNodeKind]: NodeView<Kind> } = {
  trigger: triggerView,
  message: messageView,
  wait: waitView,
  wait_time: waitTimeView,
  wait_date: waitDateView,
  wait_until: waitUntilView,
  condition: conditionView,
  experiment: experimentView,
  cohort: cohortView,
  loop: loopView,
  update_profile: updateProfileView,
  update_consent: updateConsentView,
  update_tags: updateTagsView,
  update_stage: updateStageView,
  update_score: updateScoreView,
  update_lists: updateListsView,
  give_coupon: giveCouponView,
  create_task: createTaskView,
  webhook: webhookView,
  start_journey: startJourneyView,
  stop_journey: stopJourneyView,
  goal: goalView,
  exit: exitView,
};

const kinds = Object.keys(views) as JourneyNodeKind[];

/** What can be put into a journey; its start is always there. */
export const addableKinds: readonly JourneyNodeKind[] = kinds.filter((kind) => views[kind].group !== null);

export function viewOf<Kind extends JourneyNodeKind>(kind: Kind): NodeView<Kind> {
  return views[kind];
}

export function newNode(kind: JourneyNodeKind, id: string): JourneyNode {
  return { id, ...views[kind].empty() } as JourneyNode;
}

/** The ways out of a step, in their order. Branches that its content does not speak of come last. */
export function waysOf(node: JourneyNode, t: TFunction): readonly Way[] {
  const view: NodeView<JourneyNodeKind> = viewOf(node.kind);
  const known = view.ways(node, t);
  const rest = Object.keys(node.branches).filter((branch) => !known.some((way) => way.branch === branch));
  return [...known, ...rest.map((branch) => ({ branch, words: branch }))];
}

/** The names of the ways out of a step, in their order. */
export function branchOrder(node: JourneyNode): readonly string[] {
  const untranslated = ((key: string) => key) as TFunction;
  return waysOf(node, untranslated).map(({ branch }) => branch);
}

/** The kind by this name, which may come from elsewhere. */
export function kindNamed(name: string): JourneyNodeKind | undefined {
  return kinds.find((kind) => kind === name);
}
