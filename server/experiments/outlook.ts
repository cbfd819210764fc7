import { newPeoplePerDay, usualResult } from '#analytics/journeys/experiment/outlook-figures.ts';
import type { AnalyticsQueries } from '#analytics/queries.ts';
import type { ExperimentOutlook } from '#contracts/api/experiment.ts';
import type { Channel } from '#contracts/channel.ts';
import { type ArmCount, type ExperimentNode, experimentBasis } from '#contracts/experiment.ts';
import type { Instant } from '#contracts/identifiers.ts';
import { type JourneyDefinition, journeyDefinition } from '#contracts/journey.ts';
import { nodesBelow } from '#contracts/journey-checks/below-branch.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import { resultOf, varianceOf } from '#core/experiment/estimate.ts';
import { scaleOf } from '#core/experiment/next-allocation.ts';
import { leastDetectable, peopleNeeded } from '#core/experiment/sample-size.ts';
import { findJourney } from '../definitions/journeys.ts';
import { newestRelease } from '../definitions/parts.ts';
import { listRehearsals, type RehearsalRow } from '../rehearsal/rows.ts';
import { addUp, drawnCounts, type ExperimentParts } from './decide.ts';
import { publishedExperiment } from './published.ts';

export interface OutlookParts extends ExperimentParts {
  readonly analytics: Pick<AnalyticsQueries, 'catalog'>;
}

const day = 86_400_000;
/** Fewer people say too little about what is usual. */
const fewestForBase = 100;

/** Channels in which a provider can tell of it. */
const toldIn: { readonly [kind in 'opened' | 'clicked']: readonly Channel[] } = {
  opened: ['email', 'push', 'webhook'],
  clicked: ['email', 'sms', 'push', 'webhook'],
};

/** What each experiment of the draft may expect. Stands in nobody's way. Throws `not_found`. */
export async function experimentOutlooks(
  parts: OutlookParts,
  journey: string,
  now: Instant,
): Promise<ExperimentOutlook[]> {
  const draft = journeyDefinition.safeParse(JSON.parse((await findJourney(parts, journey)).draft));
  if (!draft.success) return [];
  const definition = draft.data;
  const experiments = definition.nodes.filter((node) => node.kind === 'experiment');
  if (experiments.length === 0) return [];
  const rehearsals = await listRehearsals(parts, journey);
  const rehearsed = rehearsals.find(({ counts }) => counts !== null);
  return Promise.all(experiments.map((node) => outlookOf(parts, definition, node, rehearsed, now)));
}

async function outlookOf(
  parts: OutlookParts,
  definition: JourneyDefinition,
  node: ExperimentNode,
  rehearsed: RehearsalRow | undefined,
  now: Instant,
): Promise<ExperimentOutlook> {
  const [people, base, impossible] = await Promise.all([
    peoplePerDay(parts, definition.id, node, rehearsed, now),
    baseOf(parts, definition, node, now),
    neverHappens(parts, definition, node),
  ]);
  const reckoned = reckon(node, people.perDay, base);
  return {
    ...{ node: node.id, peoplePerDay: people.perDay, peopleFrom: people.from, scale: scaleOf(node) },
    ...{ base: base?.value ?? null, baseFrom: base?.from ?? null },
    ...reckoned.figures,
    warnings: [...impossible, ...(reckoned.isTooFew ? (['too_few_people'] as const) : [])],
  };
}

/** How far the people who may be expected go; a bandit never ends, and has no size to reckon. */
function reckon(node: ExperimentNode, perDay: number | null, base: Base | undefined) {
  const { allocation } = node;
  const settings = allocation?.mode === 'winner' ? allocation : undefined;
  const weights = node.arms.map(({ weight }) => weight).filter((weight) => weight > 0);
  const least = Math.min(...weights) / weights.reduce((sum, weight) => sum + weight, 0);
  const perArmADay = perDay === null || weights.length === 0 ? undefined : perDay * least;
  const expected =
    settings && perArmADay !== undefined ? Math.floor((perArmADay * settings.learnHours) / 24) : undefined;
  const question = settings &&
    base !== undefined && {
      ...{ base: base.value, variance: base.variance, scale: scaleOf(node), arms: weights.length },
      confidence: settings.confidencePercent / 100,
    };
  const needed = settings && question ? peopleNeeded(question, settings.upliftPercent / 100) : undefined;
  const leastUplift = question && expected !== undefined ? leastDetectable(question, expected) : undefined;
  const wanted = settings && Math.max(settings.peoplePerArm, finite(needed) ?? 0);
  return {
    isTooFew: expected !== undefined && wanted !== undefined && expected < wanted,
    figures: {
      ...{ learnHours: settings?.learnHours ?? null, confidencePercent: settings?.confidencePercent ?? null },
      ...{ upliftPercent: settings?.upliftPercent ?? null, expectedPerArm: expected ?? null },
      neededPerArm: finite(needed) ?? null,
      neededDays: perArmADay && finite(needed) !== undefined ? (finite(needed) ?? 0) / perArmADay : null,
      leastUplift: finite(leastUplift) ?? null,
    },
  };
}

function finite(number: number | undefined): number | undefined {
  return number !== undefined && Number.isFinite(number) ? number : undefined;
}

async function peoplePerDay(
  { clickhouse, workspace }: OutlookParts,
  journey: string,
  { id: node }: ExperimentNode,
  rehearsed: RehearsalRow | undefined,
  now: Instant,
): Promise<{ readonly perDay: number | null; readonly from: ExperimentOutlook['peopleFrom'] }> {
  const passed = await newPeoplePerDay(clickhouse, workspace, { journey, node, now });
  if (passed !== undefined) return { perDay: passed, from: 'passages' };
  if (rehearsed?.counts == null) return { perDay: null, from: null };
  const share = (rehearsed.perMille ?? 1_000) / 1_000;
  const days = Math.max(1, (rehearsed.until.getTime() - rehearsed.from.getTime()) / day);
  return { perDay: (rehearsed.counts.nodes[node]?.arrived ?? 0) / share / days, from: 'rehearsal' };
}

interface Base {
  readonly value: number;
  readonly variance: number;
  readonly from: 'arms' | 'everybody';
}

/** Of the experiment's own people where there are enough, else of everybody. */
async function baseOf(
  parts: OutlookParts,
  { id: journey }: JourneyDefinition,
  node: ExperimentNode,
  now: Instant,
): Promise<Base | undefined> {
  if (node.measure === undefined) return undefined;
  const scale = scaleOf(node);
  const release = await newestRelease(parts);
  const published = publishedExperiment(release, journey, node.id);
  const round = release.allocations?.find(
    (one) => one.journey === journey && one.node === node.id && one.basis === experimentBasis(node),
  )?.round;
  const isSame = JSON.stringify(published?.node.measure) === JSON.stringify(node.measure);
  if (published !== undefined && isSame) {
    const rows = await drawnCounts(parts, published, round ?? { release: 0, at: 0 }, now);
    const [own] = addUp(rows.map((row) => ({ ...row, arm: '' })));
    if (own !== undefined && own.people >= fewestForBase && resultOf(own, scale) > 0) {
      return { value: resultOf(own, scale), variance: varianceOf(own, scale), from: 'arms' };
    }
  }
  const usual: ArmCount = { arm: '', ...(await usualResult(parts.clickhouse, parts.workspace, node.measure, now)) };
  const value = Math.min(resultOf(usual, scale), scale === 'rate' ? 0.99 : Number.POSITIVE_INFINITY);
  if (usual.people < fewestForBase || !(value > 0)) return undefined;
  return { value, variance: varianceOf(usual, scale), from: 'everybody' };
}

async function neverHappens(
  parts: OutlookParts,
  definition: JourneyDefinition,
  node: ExperimentNode,
): Promise<ExperimentOutlook['warnings']> {
  const { measure } = node;
  if (measure?.type === 'event') {
    const { events } = await parts.analytics.catalog(parts.workspace);
    return events.some(({ name }) => name === measure.match.event) ? [] : ['event_never_seen'];
  }
  if (measure?.type !== 'engagement') return [];
  const { messages } = await newestRelease(parts);
  const tells = (message: MessageDefinition | undefined) =>
    toldIn[measure.kind].some((channel) => message?.variants[channel] !== undefined);
  const hasMessage = ({ id: arm }: ExperimentNode['arms'][number]) =>
    nodesBelow(definition, node, arm).some(
      (one) => one.kind === 'message' && tells(messages.find(({ id }) => id === one.message)),
    );
  return node.arms.some(hasMessage) ? [] : ['no_message_below'];
}
