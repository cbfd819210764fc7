import type { TFunction } from 'i18next';
import type { JourneyNode, JourneyNodeKind } from '#contracts/journey.ts';
import { cohortCard } from '#journey-nodes/cohort/card.ts';
import { conditionCard } from '#journey-nodes/condition/card.ts';
import { createTaskCard } from '#journey-nodes/create-task/card.ts';
import { exitCard } from '#journey-nodes/exit/card.ts';
import { experimentCard } from '#journey-nodes/experiment/card.ts';
import { giveCouponCard } from '#journey-nodes/give-coupon/card.ts';
import { goalCard } from '#journey-nodes/goal/card.ts';
import { loopCard } from '#journey-nodes/loop/card.ts';
import { messageCard } from '#journey-nodes/message/card.ts';
import { startJourneyCard } from '#journey-nodes/start-journey/card.ts';
import { stopJourneyCard } from '#journey-nodes/stop-journey/card.ts';
import { triggerCard } from '#journey-nodes/trigger/card.ts';
import { updateConsentCard } from '#journey-nodes/update-consent/card.ts';
import { updateListsCard } from '#journey-nodes/update-lists/card.ts';
import { updateProfileCard } from '#journey-nodes/update-profile/card.ts';
import { updateScoreCard } from '#journey-nodes/update-score/card.ts';
import { updateStageCard } from '#journey-nodes/update-stage/card.ts';
import { updateTagsCard } from '#journey-nodes/update-tags/card.ts';
import { waitCard } from '#journey-nodes/wait/card.ts';
import { waitDateCard } from '#journey-nodes/wait-date/card.ts';
import { waitTimeCard } from '#journey-nodes/wait-time/card.ts';
import { waitUntilCard } from '#journey-nodes/wait-until/card.ts';
import { webhookCard } from '#journey-nodes/webhook/card.ts';
import type { NodeCard, Way } from './node-card.ts';

/** One folder for each kind of step; in the order of the palette. */
const cards: { readonly [Kind in JourneyNodeKind]: NodeCard<Kind> } = {
  trigger: triggerCard,
  message: messageCard,
  wait: waitCard,
  wait_time: waitTimeCard,
  wait_date: waitDateCard,
  wait_until: waitUntilCard,
  condition: conditionCard,
  experiment: experimentCard,
  cohort: cohortCard,
  loop: loopCard,
  update_profile: updateProfileCard,
  update_consent: updateConsentCard,
  update_tags: updateTagsCard,
  update_stage: updateStageCard,
  update_score: updateScoreCard,
  update_lists: updateListsCard,
  give_coupon: giveCouponCard,
  create_task: createTaskCard,
  webhook: webhookCard,
  start_journey: startJourneyCard,
  stop_journey: stopJourneyCard,
  goal: goalCard,
  exit: exitCard,
};

const kinds = Object.keys(cards) as JourneyNodeKind[];

/** What can be put into a journey; its start is always there. */
export const addableKinds: readonly JourneyNodeKind[] = kinds.filter((kind) => cards[kind].group !== null);

export function cardOf<Kind extends JourneyNodeKind>(kind: Kind): NodeCard<Kind> {
  return cards[kind];
}

export function newNode(kind: JourneyNodeKind, id: string): JourneyNode {
  return { id, ...cards[kind].empty() } as JourneyNode;
}

/** The ways out of a step, in their order. Branches that its content does not speak of come last. */
export function waysOf(node: JourneyNode, t: TFunction): readonly Way[] {
  const card: NodeCard<JourneyNodeKind> = cardOf(node.kind);
  const known = card.ways(node, t);
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
