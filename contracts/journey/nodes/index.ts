import { z } from 'zod';
import { cohortNode } from './cohort.ts';
import { conditionNode } from './condition.ts';
import { createTaskNode } from './create-task.ts';
import { exitNode } from './exit.ts';
import { experimentNode } from './experiment.ts';
import { giveCouponNode } from './give-coupon.ts';
import { goalNode } from './goal.ts';
import { loopNode } from './loop.ts';
import { messageNode } from './message.ts';
import { startJourneyNode } from './start-journey.ts';
import { stopJourneyNode } from './stop-journey.ts';
import { triggerNode } from './trigger.ts';
import { updateConsentNode } from './update-consent.ts';
import { updateListsNode } from './update-lists.ts';
import { updateProfileNode } from './update-profile.ts';
import { updateScoreNode } from './update-score.ts';
import { updateStageNode } from './update-stage.ts';
import { updateTagsNode } from './update-tags.ts';
import { waitNode } from './wait.ts';
import { waitDateNode } from './wait-date.ts';
import { waitTimeNode } from './wait-time.ts';
import { waitUntilNode } from './wait-until.ts';
import { webhookNode } from './webhook.ts';

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
