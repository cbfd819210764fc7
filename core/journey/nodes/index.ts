import type { JourneyNodeKind } from '#contracts/journey.ts';
import type { NodeStep, Visit } from '../node-step.ts';
import { stepCohort } from './cohort/step.ts';
import { stepCondition } from './condition/step.ts';
import { stepCreateTask } from './create-task/step.ts';
import { stepExit } from './exit/step.ts';
import { stepExperiment } from './experiment/step.ts';
import { stepGiveCoupon } from './give-coupon/step.ts';
import { stepGoal } from './goal/step.ts';
import { stepLoop } from './loop/step.ts';
import { stepMessage } from './message/step.ts';
import { stepStartJourney } from './start-journey/step.ts';
import { stepStopJourney } from './stop-journey/step.ts';
import { stepTrigger } from './trigger/step.ts';
import { stepUpdateConsent } from './update-consent/step.ts';
import { stepUpdateLists } from './update-lists/step.ts';
import { stepUpdateProfile } from './update-profile/step.ts';
import { stepUpdateScore } from './update-score/step.ts';
import { stepUpdateStage } from './update-stage/step.ts';
import { stepUpdateTags } from './update-tags/step.ts';
import { stepWait } from './wait/step.ts';
import { stepWaitDate } from './wait-date/step.ts';
import { stepWaitTime } from './wait-time/step.ts';
import { stepWaitUntil } from './wait-until/step.ts';
import { stepWebhook } from './webhook/step.ts';

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
