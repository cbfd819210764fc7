import type { JourneyDefinition, JourneyTrigger, JourneyTriggerType } from '#contracts/journey.ts';
import type { NodeTools } from '../nodes/node-card.ts';

export type EntryOf<Type extends JourneyTriggerType> = Extract<JourneyTrigger, { readonly type: Type }>;

/** What the canvas knows of a way into a journey; its form stands beside it. */
export interface EntryView<Type extends JourneyTriggerType> {
  empty(): EntryOf<Type>;
  words(entry: EntryOf<Type>, tools: Omit<NodeTools, 'entry'>): string;
}

export interface EntryFormProps<Type extends JourneyTriggerType> {
  readonly entry: EntryOf<Type>;
  readonly definition: JourneyDefinition;
  readonly onChange: (entry: EntryOf<Type>) => void;
}
