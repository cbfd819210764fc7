import { isRecurrenceRule } from '../journey/recurrence-rule.ts';
import type { JourneyDefinition, JourneyNode } from '../journey.ts';
import type { JourneyProblem } from './problem.ts';

/** What a node is set to must be something that can come to pass. */
export function checkChoices({ nodes }: JourneyDefinition): JourneyProblem[] {
  return nodes.flatMap(checkNode);
}

function checkNode(node: JourneyNode): JourneyProblem[] {
  const { id } = node;
  switch (node.kind) {
    case 'experiment': {
      const { control } = node;
      const hasWeight = node.arms.some(({ weight }) => weight > 0);
      const isControlKnown = control === undefined || node.arms.some((arm) => arm.id === control);
      const isMeasured = node.allocation === undefined || node.measure !== undefined;
      return [
        ...(isMeasured ? [] : [{ code: 'no_measure', node: id, params: {} } as const]),
        ...(hasWeight ? [] : [{ code: 'no_weight', node: id, params: {} } as const]),
        ...(isControlKnown ? [] : [{ code: 'unknown_control', node: id, params: { branch: control } } as const]),
      ];
    }
    case 'condition': {
      const texts = node.cases.map(({ condition }) => JSON.stringify(condition));
      return node.cases
        .filter((_, index) => texts.indexOf(texts[index] ?? '') < index)
        .map(({ id: branch }): JourneyProblem => ({ code: 'same_condition', node: id, params: { branch } }));
    }
    case 'trigger': {
      const { trigger } = node;
      if (trigger.type !== 'schedule' || trigger.rule === null || isRecurrenceRule(trigger.rule)) return [];
      return [{ code: 'invalid_rule', node: id, params: { rule: trigger.rule } }];
    }
    default:
      return [];
  }
}
