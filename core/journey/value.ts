import type { JourneyValue } from '#contracts/journey/value.ts';
import type { Json } from '#contracts/json.ts';
import { valueAt } from '../segment/property-value.ts';
import type { Run } from '../state.ts';
import type { Work } from '../work.ts';

/** What a value is by now; undefined where there is none. */
export function currentValue(
  { state, now }: Pick<Work, 'state' | 'now'>,
  run: Run,
  value: JourneyValue,
): Json | undefined {
  switch (value.from) {
    case 'constant':
      return value.value;
    case 'event':
      return valueAt(run.trigger.properties, value.property);
    case 'run':
      return valueAt(run.variables ?? {}, value.variable);
    case 'trait':
      return valueAt(state.traits, value.trait);
    case 'now':
      return new Date(now).toISOString();
  }
}
