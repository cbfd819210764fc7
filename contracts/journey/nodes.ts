import { z } from 'zod';
import { cohortNode } from '#journey-nodes/cohort/schema.ts';
import { conditionNode } from '#journey-nodes/condition/schema.ts';
import { createTaskNode } from '#journey-nodes/create-task/schema.ts';
import { exitNode } from '#journey-nodes/exit/schema.ts';
import { experimentNode } from '#journey-nodes/experiment/schema.ts';
import { giveCouponNode } from '#journey-nodes/give-coupon/schema.ts';
import { goalNode } from '#journey-nodes/goal/schema.ts';
import { loopNode } from '#journey-nodes/loop/schema.ts';
import { messageNode } from '#journey-nodes/message/schema.ts';
import { startJourneyNode } from '#journey-nodes/start-journey/schema.ts';
import { stopJourneyNode } from '#journey-nodes/stop-journey/schema.ts';
import { triggerNode } from '#journey-nodes/trigger/schema.ts';
import { updateConsentNode } from '#journey-nodes/update-consent/schema.ts';
import { updateListsNode } from '#journey-nodes/update-lists/schema.ts';
import { updateProfileNode } from '#journey-nodes/update-profile/schema.ts';
import { updateScoreNode } from '#journey-nodes/update-score/schema.ts';
import { updateStageNode } from '#journey-nodes/update-stage/schema.ts';
import { updateTagsNode } from '#journey-nodes/update-tags/schema.ts';
import { waitNode } from '#journey-nodes/wait/schema.ts';
import { waitDateNode } from '#journey-nodes/wait-date/schema.ts';
import { waitTimeNode } from '#journey-nodes/wait-time/schema.ts';
import { waitUntilNode } from '#journey-nodes/wait-until/schema.ts';
import { webhookNode } from '#journey-nodes/webhook/schema.ts';

export const journeyNode = z.discriminatedUnion('kind', [
  triggerNode,
  messageNode,
  waitNode,
  waitTimeNode,
  waitDateNode,
  waitUntilNode,
  conditionNode,
  experimentNode,
  cohortNode,
  loopNode,
  updateProfileNode,
  updateConsentNode,
  updateTagsNode,
  updateStageNode,
  updateScoreNode,
  updateListsNode,
  giveCouponNode,
  createTaskNode,
  webhookNode,
  startJourneyNode,
  stopJourneyNode,
  goalNode,
  exitNode,
]);
export type JourneyNode = z.infer<typeof journeyNode>;
export type JourneyNodeKind = JourneyNode['kind'];
