import type { TimelineItem } from '#contracts/api/timeline.ts';
import type { DefinitionNames } from '../definition-names.ts';
import type { PlaceColumns } from '../fact-cursor.ts';

/** One table of facts as a part of timelines. Every row has, besides `columns`, the columns of its place. */
export interface TimelineSource {
  readonly table: string;
  readonly columns: readonly string[];
  readonly toItem: (row: PlaceColumns, names: DefinitionNames) => TimelineItem;
}

/** Ties the type of a table's rows to the item that is made of them. */
export function timelineSource<Row>(source: {
  readonly table: string;
  readonly columns: readonly (keyof Row & string)[];
  readonly toItem: (row: Row & PlaceColumns, names: DefinitionNames) => TimelineItem;
}): TimelineSource {
  return { ...source, toItem: (row, names) => source.toItem(row as Row & PlaceColumns, names) };
}
