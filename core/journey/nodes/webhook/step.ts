import type { Json, JsonObject } from '#contracts/json.ts';
import { minutes } from '../../../duration.ts';
import { valueAt } from '../../../segment/property-value.ts';
import { ask } from '../../ask.ts';
import type { NodeStep, Visit } from '../../node-step.ts';
import { stillWaits } from '../../still-waits.ts';
import { currentValue } from '../../value.ts';

/** Asked outside, after the commit; her run waits here for the answer. One that comes after the timeout changes nothing. */
export function stepWebhook({ work, run, node, cause }: Visit<'webhook'>): NodeStep<'webhook'> {
  switch (cause.type) {
    case 'arrived': {
      const dueAt = work.now + minutes(node.timeoutMinutes);
      const body = Object.fromEntries(node.body.map(({ key, value }) => [key, currentValue(work, run, value) ?? null]));
      const asked = ask(work, run, node.id, { kind: 'webhook', url: node.url, body, until: dueAt });
      return { type: 'wait', dueAt, keep: { asked } };
    }
    case 'answered':
      if (cause.outcome !== 'answered') return { type: 'go', branch: 'failed' };
      return { type: 'go', branch: 'answered', variables: taken(node.results, cause.values) };
    case 'due':
      return { type: 'go', branch: 'timeout' };
    default:
      return stillWaits(run);
  }
}

function taken(results: Visit<'webhook'>['node']['results'], values: JsonObject): JsonObject {
  const named = results.map(({ variable, path }): [string, Json] => [variable, valueAt(values, path) ?? null]);
  return Object.fromEntries(named);
}
