import type { JourneyNodeKind } from '#contracts/journey.ts';
import { stepCohort } from '#journey-nodes/cohort/step.ts';
import { stepCondition } from '#journey-nodes/condition/step.ts';
import { stepCreateTask } from '#journey-nodes/create-task/step.ts';
import { stepExit } from '#journey-nodes/exit/step.ts';
import { stepExperiment } from '#journey-nodes/experiment/step.ts';
import { stepGiveCoupon } from '#journey-nodes/give-coupon/step.ts';
import { stepGoal } from '#journey-nodes/goal/step.ts';
import { stepLoop } from '#journey-nodes/loop/step.ts';
import { stepMessage } from '#journey-nodes/message/step.ts';
import { stepStartJourney } from '#journey-nodes/start-journey/step.ts';
import { stepStopJourney } from '#journey-nodes/stop-journey/step.ts';
import { stepTrigger } from '#journey-nodes/trigger/step.ts';
import { stepUpdateConsent } from '#journey-nodes/update-consent/step.ts';
import { stepUpdateLists } from '#journey-nodes/update-lists/step.ts';
import { stepUpdateProfile } from '#journey-nodes/update-profile/step.ts';
import { stepUpdateScore } from '#journey-nodes/update-score/step.ts';
import { stepUpdateStage } from '#journey-nodes/update-stage/step.ts';
import { stepUpdateTags } from '#journey-nodes/update-tags/step.ts';
import { stepWait } from '#journey-nodes/wait/step.ts';
import { stepWaitDate } from '#journey-nodes/wait-date/step.ts';
import { stepWaitTime } from '#journey-nodes/wait-time/step.ts';
import { stepWaitUntil } from '#journey-nodes/wait-until/step.ts';
import { stepWebhook } from '#journey-nodes/webhook/step.ts';
import type { NodeStep, Visit } from './node-step.ts';

const steps: { readonly [K in JourneyNodeKind]: (visit: Visit<K>) => NodeStep<K> } = {
  trigger: stepTrigger,
  message: stepMessage,
  wait: stepWait,
  wait_time: stepWaitTime,
  wait_date: stepWaitDate,
  wait_until: stepWaitUntil,
  condition: stepCondition,
  experiment: stepExperiment,
  cohort: stepCohort,
  loop: stepLoop,
  update_profile: stepUpdateProfile,
  update_consent: stepUpdateConsent,
  update_tags: stepUpdateTags,
  update_stage: stepUpdateStage,
  update_score: stepUpdateScore,
  update_lists: stepUpdateLists,
  give_coupon: stepGiveCoupon,
  create_task: stepCreateTask,
  webhook: stepWebhook,
  start_journey: stepStartJourney,
  stop_journey: stepStopJourney,
  goal: stepGoal,
  exit: stepExit,
};

export function stepNode<K extends JourneyNodeKind>(kind: K, visit: Visit<K>): NodeStep<K> {
  return steps[kind](visit);
}
