import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DefinitionProblem } from '#contracts/api/definition.ts';
import type { Channel } from '#contracts/channel.ts';
import { checkJourney } from '#contracts/journey/graph.ts';
import { type JourneyDefinition, type JourneyNodeKind, journeyDefinition } from '#contracts/journey.ts';
import { stageOfSegment } from '#contracts/lifecycle.ts';
import type { MessageVariants } from '#contracts/message.ts';
import { couponPoolsQuery } from '../../coupons/coupon-queries.ts';
import { leadScoreQuery } from '../../lead-score/lead-score-queries.ts';
import { listsQuery } from '../../lists/list-queries.ts';
import { emptyVariants } from '../../messages/empty-variants.ts';
import { messagesQuery } from '../../messages/message-queries.ts';
import { segmentsQuery } from '../../segments/segment-queries.ts';
import { settingsQuery } from '../../shared/settings-query.ts';
import { journeysQuery } from '../journey-queries.ts';
import { knownSegments } from './known-segments.ts';

/**
 * What stops the draft from being published, found here by the same rules as on the server, so that it shows while one
 * edits. Empty while messages, segments and settings are not known yet.
 */
export function useJourneyProblems(definition: JourneyDefinition): readonly DefinitionProblem[] {
  const { t } = useTranslation();
  const messages = useQuery(messagesQuery);
  const segments = useQuery(segmentsQuery);
  const journeys = useQuery(journeysQuery);
  const settings = useQuery(settingsQuery);
  const has = (wanted: JourneyNodeKind) => definition.nodes.some(({ kind }) => kind === wanted);
  const score = useQuery({ ...leadScoreQuery, enabled: has('update_score') });
  const pools = useQuery({ ...couponPoolsQuery, enabled: has('give_coupon') });
  const peopleLists = useQuery({ ...listsQuery, enabled: has('update_lists') });
  if (!messages.data || !segments.data || !settings.data) return [];

  const known = {
    messages: messages.data.items
      .filter(({ status }) => status === 'published')
      .map(({ id, channels, purpose, topic }) => ({ id, purpose, topic, variants: variantsOf(channels) })),
    segments: knownSegments(segments.data.items, settings.data.lifecycle),
    ...(journeys.data && { journeys: journeys.data.items.filter(({ status }) => status === 'published') }),
    ...(pools.data && { couponPools: pools.data }),
    ...(peopleLists.data && { lists: peopleLists.data.items }),
    ...(score.data && { hasLeadScore: score.data.settings.rules.length > 0 }),
    settings: settings.data,
  };
  const lists = { message: messages.data.items, segment: segments.data.items, journey: journeys.data?.items };
  /** Whoever reads it knows the names, not the ids. */
  const named = (params: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(lists).flatMap(([noun, items]) => {
        const name = items?.find(({ id }) => id === params[noun])?.name;
        return name === undefined ? [] : [[noun, name]];
      }),
    );
  const inWords = ({ stage, successor }: Readonly<Record<string, string>>) => {
    const next = definition.nodes.find(({ id }) => id === successor);
    return {
      ...(stage !== undefined && { stage: t(`attributes.stage.${stage}`) }),
      ...(next && { successor: t(`node.${next.kind}`) }),
    };
  };
  /** A stage is kept like a segment, which nobody publishes by hand. */
  const notSetUp = ({ segment = '' }: Readonly<Record<string, string>>) => {
    const stage = stageOfSegment(segment);
    return stage && t('journeys.problem.stage_not_set_up', { stage: t(`attributes.stage.${stage}`) });
  };
  const incomplete = incompleteNodes(definition);
  const inGraph = checkJourney(definition, known).filter(({ node }) => node === undefined || !incomplete.has(node));
  return [
    ...(hasIncompleteRules(definition)
      ? [
          {
            code: 'incomplete_rules',
            message: t('journeys.problem.incomplete_rules'),
            node: null,
            path: null,
            params: {},
          },
        ]
      : []),
    ...[...incomplete].map((node) => ({
      code: 'incomplete',
      message: t('journeys.problem.incomplete'),
      node,
      path: null,
      params: {},
    })),
    ...inGraph.map(({ code, node, params }) => ({
      code,
      message: notSetUp(params) ?? t(`journeys.problem.${code}`, { ...params, ...named(params), ...inWords(params) }),
      node: node ?? null,
      path: null,
      params: { ...params },
    })),
  ];
}

/** Steps that do not meet the contract yet: something in them is still empty. */
function incompleteNodes(definition: JourneyDefinition): Set<string> {
  const parsed = journeyDefinition.safeParse(definition);
  if (parsed.success) return new Set();
  const places = parsed.error.issues.filter(({ path }) => path[0] === 'nodes').map(({ path }) => Number(path[1]));
  return new Set(places.flatMap((place) => definition.nodes[place]?.id ?? []));
}

/** Whether goals, exit rules, entries or variables do not meet the contract yet. */
export function hasIncompleteRules(definition: JourneyDefinition): boolean {
  const parsed = journeyDefinition.safeParse(definition);
  return !parsed.success && parsed.error.issues.some(({ path }) => path[0] !== 'nodes' && path[0] !== 'notes');
}

function variantsOf(channels: readonly Channel[]): MessageVariants {
  return Object.fromEntries(channels.map((channel) => [channel, emptyVariants[channel]]));
}
