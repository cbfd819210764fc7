import { listMark } from './property-value.ts';

/** What a path begins with: the trait that changes when anything below it does, or in a list of hers (`pets[].name`). */
export function traitRoot(path: string): string {
  const root = path.split('.', 1)[0] ?? path;
  return path.startsWith(listMark, root.length - 2) ? root.slice(0, -2) : root;
}
