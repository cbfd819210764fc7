import type { JourneyDefinition } from '#contracts/journey.ts';
import { diffJourney } from '#contracts/journey-editing/diff-journey.ts';
import type { StepMark } from '../canvas/canvas-model.ts';

export interface Compared {
  /** The newer one, with the steps that it no longer has. */
  readonly definition: JourneyDefinition;
  readonly marks: ReadonlyMap<string, StepMark>;
  /** Rules of the journey as a whole that differ. */
  readonly fields: readonly string[];
}

/** What differs between two versions, on one canvas. Where steps stand is no difference. */
export function compareVersions(from: JourneyDefinition, to: JourneyDefinition): Compared {
  const [before, after] = [new Set(from.nodes.map(({ id }) => id)), new Set(to.nodes.map(({ id }) => id))];
  const marks = new Map<string, StepMark>();
  const fields: string[] = [];
  for (const { place } of diffJourney(from, to)) {
    if (place.part === 'field') fields.push(place.name);
    if (place.part !== 'node' && place.part !== 'way') continue;
    marks.set(place.node, !before.has(place.node) ? 'added' : after.has(place.node) ? 'changed' : 'removed');
  }
  const removed = from.nodes.filter(({ id }) => !after.has(id));
  const nodes = [...to.nodes, ...removed].map(({ position: _, ...node }) => node);
  return { definition: { ...to, nodes }, marks, fields };
}
