import { importListColumns } from '#contracts/import.ts';
import { ImportMistake } from '../import-mistake.ts';

/** Where a value comes from: target (`userId`, `traits.country`) -> column of the file. */
export type ColumnMap = ReadonlyMap<string, string>;

export interface ColumnRules {
  /** Targets that the kind of import knows by name. */
  readonly targets: readonly string[];
  /** Targets of which each inner list needs at least one. */
  readonly required: readonly (readonly string[])[];
  /** Targets may also be any name under this one, as in `traits.country`. */
  readonly open: string;
}

/** Reads `target=Column` pairs, several to a text when parted by commas. */
export function parseColumnMap(texts: readonly string[], rules: ColumnRules): ColumnMap {
  const map = new Map<string, string>();
  for (const pair of texts.flatMap((text) => text.split(','))) {
    const [target, column, ...rest] = pair.split('=').map((part) => part.trim());
    if (!target || !column || rest.length > 0)
      throw new ImportMistake(`Write --map as target=Column, not "${pair.trim()}".`);
    if (!rules.targets.includes(target) && !target.startsWith(`${rules.open}.`)) {
      const known = [...rules.targets, `${rules.open}.<name>`].join(', ');
      throw new ImportMistake(`"${target}" is nothing that this import fills. It fills: ${known}.`);
    }
    map.set(target, column);
  }
  return map;
}

/** Adds the columns that carry a target's own name (in any case, with or without underscores) and checks the rest. */
export function completeColumnMap(given: ColumnMap, header: readonly string[], rules: ColumnRules): ColumnMap {
  for (const [target, column] of given) {
    if (!header.includes(column)) {
      throw new ImportMistake(
        `The file has no column "${column}" for ${target}. Its columns are: ${header.join(', ')}.`,
      );
    }
  }
  const map = new Map(given);
  for (const target of rules.targets) {
    if (map.has(target)) continue;
    const column = header.find((name) => plain(name) === plain(target));
    if (column !== undefined) map.set(target, column);
  }
  for (const choice of rules.required) {
    if (choice.some((target) => map.has(target))) continue;
    throw new ImportMistake(
      `No column says ${choice.join(' or ')}. Add --map ${choice[0]}=<Column>. The file's columns are: ${header.join(', ')}.`,
    );
  }
  return map;
}

/** Columns that no target names. */
export function unmappedColumns(map: ColumnMap, header: readonly string[]): readonly string[] {
  const used = new Set(map.values());
  return header.filter((column) => column !== '' && !used.has(column) && !importListColumns.includes(column));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
