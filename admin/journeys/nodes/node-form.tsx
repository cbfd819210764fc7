import type { ComponentType } from 'react';
import type { JourneyDefinition, JourneyNode, JourneyNodeKind } from '#contracts/journey.ts';
import { CohortForm } from './cohort/form.tsx';
import { ConditionForm } from './condition/form.tsx';
import { CreateTaskForm } from './create-task/form.tsx';
import { ExitForm } from './exit/form.tsx';
import { ExperimentForm } from './experiment/form.tsx';
import { GiveCouponForm } from './give-coupon/form.tsx';
import { GoalForm } from './goal/form.tsx';
import { LoopForm } from './loop/form.tsx';
import { MessageForm } from './message/form.tsx';
import type { NodeFormProps } from './node-view.ts';
import { StartJourneyForm } from './start-journey/form.tsx';
import { StopJourneyForm } from './stop-journey/form.tsx';
import { TriggerForm } from './trigger/form.tsx';
import { UpdateConsentForm } from './update-consent/form.tsx';
import { UpdateListsForm } from './update-lists/form.tsx';
import { UpdateProfileForm } from './update-profile/form.tsx';
import { UpdateScoreForm } from './update-score/form.tsx';
import { UpdateStageForm } from './update-stage/form.tsx';
import { UpdateTagsForm } from './update-tags/form.tsx';
import { WaitForm } from './wait/form.tsx';
import { WaitDateForm } from './wait-date/form.tsx';
import { WaitTimeForm } from './wait-time/form.tsx';
import { WaitUntilForm } from './wait-until/form.tsx';
import { WebhookForm } from './webhook/form.tsx';

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
