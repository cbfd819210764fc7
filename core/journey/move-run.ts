import type { Run } from '../state.ts';
import { type CompiledJourneys, journeyVersion } from './compile.ts';

/** A journey is published less often than this between two steps of somebody inside. */
const mostVersions = 200;

/**
 * The run at the place that newer versions give it, through all versions that hand their people on; when she came there
 * stays, so that a wait goes on and does not begin anew. Undefined where the marketer leads her out.
 */
export function moveRun(journeys: CompiledJourneys, start: Run): Run | undefined {
  let run = start;
  for (let count = 0; count < mostVersions; count += 1) {
    const version = journeyVersion(journeys, run);
    const movedTo = version?.movedTo;
    if (!movedTo) return run;
    const node = Object.hasOwn(movedTo.nodes, run.node) ? movedTo.nodes[run.node] : undefined;
    if (!node) return undefined;
    run = { ...run, version: movedTo.version, node };
  }
  return run;
}
