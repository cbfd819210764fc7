import type { JourneyDefinition } from '#contracts/journey.ts';

export interface RuleFieldsProps {
  readonly definition: JourneyDefinition;
  readonly onChange: (definition: JourneyDefinition) => void;
}

/** A definition with a part, or without it where there is none. */
export function withPart<Part extends 'runs' | 'entryLimits' | 'variables' | 'goals'>(
  definition: JourneyDefinition,
  part: Part,
  value: JourneyDefinition[Part] | undefined,
): JourneyDefinition {
  const { [part]: _, ...rest } = definition;
  return (value === undefined ? rest : { ...rest, [part]: value }) as JourneyDefinition;
}
