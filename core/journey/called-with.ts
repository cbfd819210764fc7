import type { JsonObject } from '#contracts/json.ts';
import type { Run } from '../state.ts';
import type { Work } from '../work.ts';
import { journeyVersion } from './compile.ts';

/**
 * The payload of the call that starts a run, while it is at its trigger. Of what else starts runs there are facts; a call
 * leaves none but those of the run.
 */
export function calledWith({ release }: Pick<Work, 'release'>, run: Run): JsonObject | undefined {
  const node = journeyVersion(release.journeys, run)?.nodes.get(run.node);
  return node?.kind === 'trigger' && node.trigger.type === 'api' ? run.trigger.properties : undefined;
}
