import type { EventMatch } from '#contracts/condition.ts';
import type { JourneyDefinition, JourneyNode, JourneyTrigger } from '#contracts/journey.ts';
import type { Release } from '#contracts/release.ts';
import type { MembershipChange } from '../work.ts';

export type TriggerNode = Extract<JourneyNode, { kind: 'trigger' }>;

/** One published version. `trigger` is absent only where a definition went past the checks without one. */
export interface CompiledJourney {
  readonly definition: JourneyDefinition;
  readonly nodes: ReadonlyMap<string, JourneyNode>;
  readonly trigger: TriggerNode | undefined;
}

export interface EventRule {
  readonly journey: CompiledJourney;
  readonly match: EventMatch;
}

/**
 * The journeys of a release, indexed so that an event or a change of membership touches only the journeys that mention
 * it. Triggers are those of entry versions; exit rules are those of every version that somebody may be inside.
 */
export interface CompiledJourneys {
  readonly versions: ReadonlyMap<string, CompiledJourney>;
  readonly triggersByEvent: ReadonlyMap<string, readonly EventRule[]>;
  readonly exitsByEvent: ReadonlyMap<string, readonly EventRule[]>;
  readonly triggersByMembership: ReadonlyMap<string, readonly CompiledJourney[]>;
  readonly exitsByMembership: ReadonlyMap<string, readonly CompiledJourney[]>;
}

export function compileJourneys(release: Pick<Release, 'journeys'>): CompiledJourneys {
  const versions = new Map<string, CompiledJourney>();
  const triggersByEvent = new Map<string, EventRule[]>();
  const exitsByEvent = new Map<string, EventRule[]>();
  const triggersByMembership = new Map<string, CompiledJourney[]>();
  const exitsByMembership = new Map<string, CompiledJourney[]>();

  for (const { entry, ...definition } of release.journeys) {
    const journey = compileJourney(definition);
    versions.set(versionKey(definition.id, definition.version), journey);
    if (entry && journey.trigger) {
      indexRule(journey.trigger.trigger, journey, triggersByEvent, triggersByMembership);
    }
    for (const rule of definition.exitRules) {
      indexRule(rule, journey, exitsByEvent, exitsByMembership);
    }
  }
  return { versions, triggersByEvent, exitsByEvent, triggersByMembership, exitsByMembership };
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

function compileJourney(definition: JourneyDefinition): CompiledJourney {
  return {
    definition,
    nodes: new Map(definition.nodes.map((node) => [node.id, node])),
    trigger: definition.nodes.find((node) => node.kind === 'trigger'),
  };
}

function indexRule(
  rule: JourneyTrigger,
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
