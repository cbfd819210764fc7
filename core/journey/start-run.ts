import type { JourneyDefinition } from '#contracts/journey.ts';
import { minutes } from '../duration.ts';
import type { Run } from '../state.ts';
import type { Work } from '../work.ts';
import { advanceRun } from './advance.ts';
import type { CompiledJourney } from './compile.ts';
import { entriesOf, entryName } from './mark-entered.ts';
import { runId } from './run-id.ts';
import { keyIn } from './run-key.ts';
import { cappedProperties } from './trigger-properties.ts';
import { firstVariables } from './variables.ts';

export interface Entry {
  readonly trigger: Run['trigger'];
  /** How many journeys have started each other in a row. */
  readonly depth?: number;
}

/** Journeys that start each other in a circle come to an end. */
const deepest = 5;

/** Lets a person enter at the trigger, if the rules of entry allow it. */
export function startRun(work: Work, journey: CompiledJourney, { trigger, depth = 0 }: Entry): void {
  const { definition } = journey;
  if (!journey.trigger || depth > deepest) return;
  const id = runId(work, definition.id);
  const key = keyOf(definition, trigger, id);
  if (key === null || !mayEnter(work, definition, key)) return;
  const variables = firstVariables(definition, trigger.properties);
  const run: Run = {
    id,
    journey: definition.id,
    version: definition.version,
    enteredAt: work.now,
    node: journey.trigger.id,
    arrivedAt: work.now,
    trigger: { ...trigger, properties: cappedProperties(trigger.properties) },
    ...(key !== undefined && { key }),
    ...(Object.keys(variables).length > 0 && { variables }),
    ...(depth > 0 && { depth }),
  };
  work.state = { ...work.state, runs: [...work.state.runs, run] };
  advanceRun(work, run, { type: 'arrived' });
}

/** Undefined where people are told apart and nothing else; null where a run needs a key and what starts it has none. */
function keyOf({ runs }: JourneyDefinition, { properties }: Run['trigger'], id: string): string | undefined | null {
  switch (runs?.by) {
    case undefined:
    case 'profile':
      return undefined;
    case 'property':
      return keyIn(properties, runs.property) ?? null;
    case 'entry':
      return id;
  }
}

function mayEnter({ state, now }: Work, definition: JourneyDefinition, key: string | undefined): boolean {
  const { id, reentry, runs, entryLimits } = definition;
  if (state.restricted !== undefined) return false;
  const inside = state.runs.filter((run) => run.journey === id);
  if (inside.some((run) => run.key === key)) return false;
  if (inside.length >= (runs === undefined || runs.by === 'profile' ? 1 : runs.atOnce)) return false;
  if (entryLimits?.perPerson !== undefined && entriesOf(state, id) >= entryLimits.perPerson) return false;
  const enteredAt = state.entries[entryName(definition, key)];
  if (enteredAt === undefined) return true;
  switch (reentry.type) {
    case 'never':
      return false;
    case 'always':
      return true;
    case 'after':
      return now >= enteredAt + minutes(reentry.minutes);
  }
}
