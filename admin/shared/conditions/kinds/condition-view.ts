import type { TFunction } from 'i18next';
import type { ComponentType } from 'react';
import type { EventMatch } from '#contracts/condition.ts';
import type { TraitTest } from '#contracts/segment/trait.ts';
import type { TimeWindow } from '#contracts/segment/window.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import type { Format } from '../../format.ts';
import type { Names } from '../../names/names.ts';
import type { IconName } from '../../ui/icon-paths.ts';

/** What is at the end of the tree: everything but `all`, `any` and `not`. */
export type EndCondition = Exclude<SegmentCondition, { type: 'all' | 'any' | 'not' }>;
export type ConditionType = EndCondition['type'];
export type ConditionOf<Type extends ConditionType> = Extract<EndCondition, { type: Type }>;

/** Where a kind stands in the choice of what to add. */
export const conditionGroups = ['behaviour', 'orders', 'person', 'contact', 'whereabouts', 'groups'] as const;
export type ConditionGroupName = (typeof conditionGroups)[number];

/** What short sentences are made with. Names that are still missing read as an ellipsis. */
export interface WordTools {
  readonly t: TFunction;
  readonly format: Format;
  readonly message: (id: string) => string;
  readonly segment: (id: string) => string;
  readonly list: (id: string) => string;
  readonly topic: (id: string) => string;
  readonly event: (match: EventMatch) => string;
  /** `nameOf`: what is shown for the name of what is tested. */
  readonly test: (test: TraitTest, nameOf?: (name: string) => string) => string;
  readonly names: Names;
  readonly window: (window: TimeWindow | undefined) => string;
}

export interface SentenceProps<Condition> {
  readonly condition: Condition;
  readonly onChange: (condition: Condition) => void;
}

/** Everything that the app must know of one kind of condition. A kind is one file here, as in the other rooms. */
export interface ConditionView<Type extends ConditionType> {
  readonly group: ConditionGroupName;
  readonly icon: IconName;
  /** The most usual form; what only the marketer knows is still empty. */
  readonly create: () => ConditionOf<Type>;
  /** Its controls, in a sentence. */
  readonly Sentence: ComponentType<SentenceProps<ConditionOf<Type>>>;
  /** For cards and lists. */
  readonly words: (condition: ConditionOf<Type>, tools: WordTools) => string;
  /** False while a value is still empty: the contract may allow it, but nobody means it. */
  readonly isComplete: (condition: ConditionOf<Type>) => boolean;
}
