import { segmentsAsked } from '../journey/condition.ts';
import { conditionsOfNode } from '../journey/conditions-of-node.ts';
import type { ExitRule, JourneyDefinition, JourneyNode, JourneyTrigger } from '../journey.ts';
import { stageOfSegment, stageSegment } from '../lifecycle.ts';
import type { JourneyProblem, KnownDefinitions } from './problem.ts';

/** What a journey names must be there: messages, segments, journeys, pools of coupons. */
export function checkReferences(definition: JourneyDefinition, known: KnownDefinitions): JourneyProblem[] {
  return [
    ...definition.nodes.flatMap((node) => checkNode(node, known)),
    ...definition.exitRules.flatMap((rule, index) =>
      unknownSegments([rule], known).map(
        (segment): JourneyProblem => ({
          code: 'unknown_segment',
          params: { segment, exitRule: String(index + 1) },
        }),
      ),
    ),
    ...(definition.goals ?? []).flatMap(({ id, on }) =>
      unknownSegments([on], known).map(
        (segment): JourneyProblem => ({
          code: 'unknown_segment',
          params: { segment, goal: id },
        }),
      ),
    ),
  ];
}

function checkNode(node: JourneyNode, known: KnownDefinitions): JourneyProblem[] {
  const segments = segmentsOfNode(node).filter((id) => !isKnown(id, known.segments));
  return [
    ...segments.map((segment): JourneyProblem => ({ code: 'unknown_segment', node: node.id, params: { segment } })),
    ...checkNamed(node, known),
  ];
}

function checkNamed(node: JourneyNode, known: KnownDefinitions): JourneyProblem[] {
  const { id } = node;
  switch (node.kind) {
    case 'message':
      return checkMessage(node, known);
    case 'start_journey':
    case 'stop_journey': {
      const isThere = known.journeys === undefined || isKnown(node.journey, known.journeys);
      return isThere ? [] : [{ code: 'unknown_journey', node: id, params: { journey: node.journey } }];
    }
    case 'give_coupon': {
      const isThere = known.couponPools === undefined || isKnown(node.pool, known.couponPools);
      return isThere ? [] : [{ code: 'unknown_coupon_pool', node: id, params: { pool: node.pool } }];
    }
    case 'update_lists': {
      const { lists } = known;
      const unknown = lists === undefined ? [] : [...node.add, ...node.remove].filter((list) => !isKnown(list, lists));
      return unknown.map((list) => ({ code: 'unknown_list', node: id, params: { list } }));
    }
    case 'update_stage':
      return checkStage(node, known);
    case 'update_score':
      return known.hasLeadScore === false ? [{ code: 'no_lead_score', node: id, params: {} }] : [];
    default:
      return [];
  }
}

/** Only a stage that has a rule is kept as a segment, and can be reached. */
function checkStage(
  { id, stage }: Extract<JourneyNode, { kind: 'update_stage' }>,
  { segments }: KnownDefinitions,
): JourneyProblem[] {
  if (!segments.some((segment) => stageOfSegment(segment.id) !== undefined)) {
    return [{ code: 'no_lifecycle', node: id, params: {} }];
  }
  const isThere = stage === null || isKnown(stageSegment(stage), segments);
  return isThere ? [] : [{ code: 'stage_without_rule', node: id, params: { stage } }];
}

function checkMessage(node: Extract<JourneyNode, { kind: 'message' }>, known: KnownDefinitions): JourneyProblem[] {
  const message = known.messages.find(({ id }) => id === node.message);
  const params = { message: node.message };
  if (!message) return [{ code: 'unknown_message', node: node.id, params }];
  const hasVariant = Object.values(message.variants).some((variant) => variant !== undefined);
  const { topic } = message;
  const isTopicMissing =
    known.settings !== undefined &&
    message.purpose === 'marketing' &&
    (topic === undefined || !isKnown(topic, known.settings.topics));
  return [
    ...(hasVariant ? [] : [{ code: 'message_without_variant', node: node.id, params } as const]),
    ...(isTopicMissing
      ? [{ code: 'message_without_topic', node: node.id, params: { ...params, topic: topic ?? '' } } as const]
      : []),
  ];
}

/** The segments that a node asks for by their id. */
export function segmentsOfNode(node: JourneyNode): readonly string[] {
  const asked = conditionsOfNode(node).flatMap(segmentsAsked);
  if (node.kind === 'trigger') return [...asked, ...segmentsOfRules([node.trigger])];
  if (node.kind !== 'wait_until') return asked;
  return [...asked, ...node.options.flatMap(({ on }) => (on.type === 'segment' ? [on.segment] : []))];
}

/** The segments that rules wait for. */
export function segmentsOfRules(rules: readonly (JourneyTrigger | ExitRule)[]): readonly string[] {
  return rules.flatMap((rule) => {
    if (rule.type === 'stage') return [stageSegment(rule.stage)];
    if (rule.type !== 'segment' && rule.type !== 'schedule') return [];
    return rule.segment === null ? [] : [rule.segment];
  });
}

function unknownSegments(rules: readonly ExitRule[], { segments }: KnownDefinitions): readonly string[] {
  return segmentsOfRules(rules).filter((id) => !isKnown(id, segments));
}

function isKnown(wanted: string, known: readonly { readonly id: string }[]): boolean {
  return known.some(({ id }) => id === wanted);
}
