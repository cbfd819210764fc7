import type { ComponentType } from 'react';
import type { JourneyDefinition, JourneyNode, JourneyNodeKind } from '#contracts/journey.ts';
import { CohortForm } from '#journey-nodes/cohort/form.tsx';
import { ConditionForm } from '#journey-nodes/condition/form.tsx';
import { CreateTaskForm } from '#journey-nodes/create-task/form.tsx';
import { ExitForm } from '#journey-nodes/exit/form.tsx';
import { ExperimentForm } from '#journey-nodes/experiment/form.tsx';
import { GiveCouponForm } from '#journey-nodes/give-coupon/form.tsx';
import { GoalForm } from '#journey-nodes/goal/form.tsx';
import { LoopForm } from '#journey-nodes/loop/form.tsx';
import { MessageForm } from '#journey-nodes/message/form.tsx';
import { StartJourneyForm } from '#journey-nodes/start-journey/form.tsx';
import { StopJourneyForm } from '#journey-nodes/stop-journey/form.tsx';
import { TriggerForm } from '#journey-nodes/trigger/form.tsx';
import { UpdateConsentForm } from '#journey-nodes/update-consent/form.tsx';
import { UpdateListsForm } from '#journey-nodes/update-lists/form.tsx';
import { UpdateProfileForm } from '#journey-nodes/update-profile/form.tsx';
import { UpdateScoreForm } from '#journey-nodes/update-score/form.tsx';
import { UpdateStageForm } from '#journey-nodes/update-stage/form.tsx';
import { UpdateTagsForm } from '#journey-nodes/update-tags/form.tsx';
import { WaitForm } from '#journey-nodes/wait/form.tsx';
import { WaitDateForm } from '#journey-nodes/wait-date/form.tsx';
import { WaitTimeForm } from '#journey-nodes/wait-time/form.tsx';
import { WaitUntilForm } from '#journey-nodes/wait-until/form.tsx';
import { WebhookForm } from '#journey-nodes/webhook/form.tsx';
import type { NodeFormProps } from './node-card.ts';

const forms: { readonly [Kind in JourneyNodeKind]: ComponentType<NodeFormProps<Kind>> } = {
  trigger: TriggerForm,
  message: MessageForm,
  wait: WaitForm,
  wait_time: WaitTimeForm,
  wait_date: WaitDateForm,
  wait_until: WaitUntilForm,
  condition: ConditionForm,
  experiment: ExperimentForm,
  cohort: CohortForm,
  loop: LoopForm,
  update_profile: UpdateProfileForm,
  update_consent: UpdateConsentForm,
  update_tags: UpdateTagsForm,
  update_stage: UpdateStageForm,
  update_score: UpdateScoreForm,
  update_lists: UpdateListsForm,
  give_coupon: GiveCouponForm,
  create_task: CreateTaskForm,
  webhook: WebhookForm,
  start_journey: StartJourneyForm,
  stop_journey: StopJourneyForm,
  goal: GoalForm,
  exit: ExitForm,
};

interface AnyNodeFormProps {
  readonly node: JourneyNode;
  readonly definition: JourneyDefinition;
  readonly onChange: (node: JourneyNode) => void;
}

/** What a step does, as the fields of its kind. */
export function NodeForm({ node, ...rest }: AnyNodeFormProps) {
  // Each form gets the node of its own kind; that the two belong together is more than the type of a component can say.
  const Form = forms[node.kind] as ComponentType<AnyNodeFormProps>;
  return <Form node={node} {...rest} />;
}
