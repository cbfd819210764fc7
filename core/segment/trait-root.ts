/** What stands before the first dot of a trait's path: the trait that changes when anything below it does. */
export function traitRoot(path: string): string {
  return path.split('.', 1)[0] ?? path;
}
