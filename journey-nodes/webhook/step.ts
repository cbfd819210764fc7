import type { Json, JsonObject } from '#contracts/json.ts';
import { minutes } from '#core/duration.ts';
import { ask } from '#core/journey/ask.ts';
import type { NodeStep, Visit } from '#core/journey/node-step.ts';
import { stillWaits } from '#core/journey/still-waits.ts';
import { takenParts } from '#core/journey/taken-parts.ts';
import { currentValue } from '#core/journey/value.ts';
import { valueAt } from '#core/segment/property-value.ts';

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
      return {
        ...{ type: 'go', branch: 'answered', variables: taken(node.results, cause.values) },
        payload: takenParts(
          cause.values,
          node.results.map(({ path }) => path),
        ),
      };
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
