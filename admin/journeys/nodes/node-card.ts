import type { TFunction } from 'i18next';
import type { EventMatch } from '#contracts/condition.ts';
import type { JourneyCondition } from '#contracts/journey/condition.ts';
import type { JourneyValue } from '#contracts/journey/value.ts';
import type { JourneyDefinition, JourneyNode, JourneyNodeKind, JourneyTrigger } from '#contracts/journey.ts';
import type { Format } from '../../shared/format.ts';
import type { IconName } from '../../shared/ui/icon-paths.ts';

export type NodeOf<Kind extends JourneyNodeKind> = Extract<JourneyNode, { readonly kind: Kind }>;

/** How the palette sorts them. */
export const nodeGroups = ['talk', 'time', 'paths', 'person', 'others', 'end'] as const;
export type NodeGroup = (typeof nodeGroups)[number];

/** A way out, in the order in which the canvas shows them; without words where there is only one. */
export interface Way {
  readonly branch: string;
  readonly words: string;
}

/** Turns what a step refers to into words. Names that are still missing read as an ellipsis. */
export interface NodeTools {
  readonly t: TFunction;
  readonly format: Format;
  readonly message: (id: string) => string;
  readonly segment: (id: string) => string;
  readonly journey: (id: string) => string;
  readonly list: (id: string) => string;
  readonly pool: (id: string) => string;
  readonly event: (match: EventMatch) => string;
  readonly condition: (condition: JourneyCondition) => string;
  readonly value: (value: JourneyValue) => string;
  readonly entry: (entry: JourneyTrigger) => string;
}

/** What the canvas knows of a kind of step; its form stands beside it. */
export interface NodeCard<Kind extends JourneyNodeKind> {
  readonly icon: IconName;
  /** Null for what cannot be added. */
  readonly group: NodeGroup | null;
  /** As it is added: what only the marketer knows is still empty. */
  empty(): Omit<NodeOf<Kind>, 'id' | 'position'>;
  ways(node: NodeOf<Kind>, t: TFunction): readonly Way[];
  /** What it does, in one short sentence for its card. */
  words(node: NodeOf<Kind>, tools: NodeTools): string;
}

export interface NodeFormProps<Kind extends JourneyNodeKind> {
  readonly node: NodeOf<Kind>;
  readonly definition: JourneyDefinition;
  readonly onChange: (node: NodeOf<Kind>) => void;
}

/** The ways of a step with one way out. */
export const onlyNext = (): readonly Way[] => [{ branch: 'next', words: '' }];

/** Ways whose names are the same in every step of the kind. */
export function namedWays(t: TFunction, ...branches: readonly string[]): readonly Way[] {
  return branches.map((branch) => ({ branch, words: t(`branch.${branch}`) }));
}
