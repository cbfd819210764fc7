import type { EventMatch } from '#contracts/condition.ts';
import type { InboundMatch } from '#contracts/inbound/inbound.ts';
import type { JourneyGoal } from '#contracts/journey/goal.ts';
import { upgradeJourney } from '#contracts/journey/upgrade.ts';
import type { ExitRule, JourneyDefinition, JourneyNode, JourneyTrigger } from '#contracts/journey.ts';
import { stageSegment } from '#contracts/lifecycle.ts';
import type { MovedTo, Release } from '#contracts/release.ts';
import type { MembershipChange } from '../work.ts';

export type TriggerNode = Extract<JourneyNode, { kind: 'trigger' }>;

/** One published version. `trigger` is absent only where a definition went past the checks without one. */
export interface CompiledJourney {
  readonly definition: JourneyDefinition;
  readonly nodes: ReadonlyMap<string, JourneyNode>;
  readonly trigger: TriggerNode | undefined;
  /** People enter it. */
  readonly entry: boolean;
  /** Where its people go. */
  readonly movedTo: MovedTo | undefined;
  /** Nodes that wait for something known of her, which may change without anything happening. */
  readonly watching: ReadonlySet<string>;
  readonly hasLoop: boolean;
}

export interface EventRule {
  readonly journey: CompiledJourney;
  readonly match: EventMatch;
}

export interface InboundRule {
  readonly journey: CompiledJourney;
  readonly match: InboundMatch;
}

export interface GoalRule {
  readonly journey: CompiledJourney;
  readonly goal: JourneyGoal;
}

/**
 * The journeys of a release, indexed so that an event or a change of membership touches only the journeys that mention
 * it. Triggers are those of entry versions; exit rules and goals are those of every version that somebody may be inside.
 */
export interface CompiledJourneys {
  readonly versions: ReadonlyMap<string, CompiledJourney>;
  /** By id, the version that people enter. */
  readonly entries: ReadonlyMap<string, CompiledJourney>;
  readonly triggersByEvent: ReadonlyMap<string, readonly EventRule[]>;
  readonly exitsByEvent: ReadonlyMap<string, readonly EventRule[]>;
  readonly triggersByMembership: ReadonlyMap<string, readonly CompiledJourney[]>;
  readonly exitsByMembership: ReadonlyMap<string, readonly CompiledJourney[]>;
  readonly goalsByEvent: ReadonlyMap<string, readonly GoalRule[]>;
  readonly goalsByMembership: ReadonlyMap<string, readonly GoalRule[]>;
  /** Those that a date of hers starts. */
  readonly byDate: readonly CompiledJourney[];
  readonly byImport: readonly CompiledJourney[];
  /** Those that a message of hers starts. */
  readonly byInbound: readonly InboundRule[];
}

export function compileJourneys(release: Pick<Release, 'journeys'>): CompiledJourneys {
  const versions = new Map<string, CompiledJourney>();
  const entries = new Map<string, CompiledJourney>();
  const triggersByEvent = new Map<string, EventRule[]>();
  const exitsByEvent = new Map<string, EventRule[]>();
  const triggersByMembership = new Map<string, CompiledJourney[]>();
  const exitsByMembership = new Map<string, CompiledJourney[]>();
  const goalsByEvent = new Map<string, GoalRule[]>();
  const goalsByMembership = new Map<string, GoalRule[]>();

  for (const published of release.journeys) {
    const { entry, movedTo, ...definition } = upgradeJourney(published);
    const journey = compileJourney(definition, entry, movedTo);
    versions.set(versionKey(definition.id, definition.version), journey);
    if (entry && journey.trigger) {
      entries.set(definition.id, journey);
      indexRule(journey.trigger.trigger, journey, triggersByEvent, triggersByMembership);
    }
    for (const rule of definition.exitRules) {
      indexRule(rule, journey, exitsByEvent, exitsByMembership);
    }
    for (const goal of definition.goals ?? []) {
      if (goal.on.type === 'event') append(goalsByEvent, goal.on.match.event, { journey, goal });
      else append(goalsByMembership, membershipKey(goal.on), { journey, goal });
    }
  }
  const startedBy = (type: JourneyTrigger['type']) =>
    [...entries.values()].filter(({ trigger }) => trigger?.trigger.type === type);
  return {
    ...{ versions, entries, triggersByEvent, exitsByEvent, triggersByMembership, exitsByMembership },
    ...{ goalsByEvent, goalsByMembership, byDate: startedBy('date'), byImport: startedBy('import') },
    byInbound: [...entries.values()].flatMap((journey) => {
      const by = journey.trigger?.trigger;
      return by?.type === 'inbound' ? [{ journey, match: by.match }] : [];
    }),
  };
}

export function journeyVersion(
  journeys: CompiledJourneys,
  of: { readonly journey: string; readonly version: number },
): CompiledJourney | undefined {
  return journeys.versions.get(versionKey(of.journey, of.version));
}

export function membershipKey(change: MembershipChange): string {
  return `${change.change} ${change.segment}`;
}

function versionKey(journey: string, version: number): string {
  return `${version} ${journey}`;
}

function compileJourney(definition: JourneyDefinition, entry: boolean, movedTo: MovedTo | undefined): CompiledJourney {
  return {
    definition,
    nodes: new Map(definition.nodes.map((node) => [node.id, node])),
    trigger: definition.nodes.find((node) => node.kind === 'trigger'),
    entry,
    movedTo,
    watching: new Set(definition.nodes.filter(isWatching).map(({ id }) => id)),
    hasLoop: definition.nodes.some(({ kind }) => kind === 'loop'),
  };
}

function isWatching(node: JourneyNode): boolean {
  if (node.kind === 'wait_date') return node.date.from === 'trait';
  return node.kind === 'wait_until' && node.options.some(({ on }) => on.type === 'condition');
}

function indexRule(
  rule: JourneyTrigger | ExitRule,
  journey: CompiledJourney,
  byEvent: Map<string, EventRule[]>,
  byMembership: Map<string, CompiledJourney[]>,
): void {
  switch (rule.type) {
    case 'event':
      append(byEvent, rule.match.event, { journey, match: rule.match });
      return;
    case 'segment':
      append(byMembership, membershipKey(rule), journey);
      return;
    case 'stage':
      append(byMembership, membershipKey({ segment: stageSegment(rule.stage), change: 'entered' }), journey);
      return;
    case 'date':
    case 'schedule':
    case 'api':
    case 'journey':
    case 'import':
    case 'inbound':
      // What starts these names the journey itself, or is no event by a name.
      return;
  }
}

function append<T>(index: Map<string, T[]>, key: string, entry: T): void {
  const entries = index.get(key);
  if (entries) {
    entries.push(entry);
  } else {
    index.set(key, [entry]);
  }
}
