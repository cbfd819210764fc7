import type { JourneyDefinition } from '#contracts/journey.ts';
import { minutes } from '../duration.ts';
import { shortHash } from '../stable-id.ts';
import type { ProfileState, Run } from '../state.ts';
import type { Work } from '../work.ts';
import { advanceRun } from './advance.ts';
import type { CompiledJourney } from './compile.ts';
import { recordStep } from './record-step.ts';

/**
 * Bytes of JSON of a trigger's properties. The trigger goes with the run into each of its waiting messages and each send
 * that may fall back, all in one document, and an event may have 32 KB.
 */
const mostTriggerBytes = 4 * 1024;

/** Lets a person enter at the trigger, if the re-entry rule allows it and she is not inside already. */
export function startRun(work: Work, journey: CompiledJourney, trigger: Run['trigger']): void {
  const { definition } = journey;
  if (!journey.trigger || !mayEnter(work, definition)) {
    return;
  }
  const run: Run = {
    id: runId(work.state, definition.id, work.now),
    journey: definition.id,
    version: definition.version,
    enteredAt: work.now,
    node: journey.trigger.id,
    arrivedAt: work.now,
    trigger: { ...trigger, properties: cappedProperties(trigger.properties) },
  };
  work.state = {
    ...work.state,
    runs: [...work.state.runs, run],
    entries: { ...work.state.entries, [definition.id]: work.now },
  };
  recordStep(work, run, 'entered');
  advanceRun(work, run, { type: 'arrived' });
}

function mayEnter({ state, now }: Work, { id, reentry }: JourneyDefinition): boolean {
  if (state.restricted !== undefined || state.runs.some((run) => run.journey === id)) {
    return false;
  }
  const enteredAt = state.entries[id];
  if (enteredAt === undefined) {
    return true;
  }
  switch (reentry.type) {
    case 'never':
      return false;
    case 'always':
      return true;
    case 'after':
      return now >= enteredAt + minutes(reentry.minutes);
  }
}

/**
 * All stimuli of a micro-batch share one `now`, and a run without waits is over within its step, so two entries can
 * have the same instant; the revision, which rises with every stimulus, tells them apart.
 */
function runId(state: ProfileState, journey: string, now: number): string {
  return `${journey}:${now.toString(36)}:${shortHash(12, state.profile, String(state.revision))}`;
}

/**
 * The largest properties go first: those are lists, of which a message shows little, and what it names or compares is
 * short. Beyond the limit they are missing to the content and the conditions of the run, like any that was never sent.
 */
function cappedProperties(properties: Run['trigger']['properties']): Run['trigger']['properties'] {
  if (bytesOf(properties) <= mostTriggerBytes) return properties;
  const kept = new Map(Object.entries(properties));
  const largestFirst = [...kept]
    .map(([name, value]) => ({ name, bytes: bytesOf({ [name]: value }) }))
    .sort((a, b) => b.bytes - a.bytes);
  let bytes = 1 + largestFirst.reduce((sum, property) => sum + property.bytes - 1, 0);
  for (const property of largestFirst) {
    if (bytes <= mostTriggerBytes) break;
    kept.delete(property.name);
    bytes -= property.bytes - 1;
  }
  return Object.fromEntries(kept);
}

function bytesOf(properties: Run['trigger']['properties']): number {
  return Buffer.byteLength(JSON.stringify(properties));
}
