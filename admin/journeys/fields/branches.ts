import { randomId } from '../../shared/random-id.ts';

type Branches = { readonly [branch: string]: string | null };

/** An id for a case, an option or an arm; random, because a colleague may add one at the same moment. */
export function freshOption(): string {
  return `way-${randomId(5)}`;
}

/** The branches that a step has with these options; those that stay lead where they led. */
export function branchesFor<Fixed extends string>(
  branches: Branches,
  options: readonly { readonly id: string }[],
  ...fixed: readonly Fixed[]
): { [branch: string]: string | null } & { [name in Fixed]: string | null } {
  const names = [...options.map(({ id }) => id), ...fixed];
  const entries = names.map((name) => [name, branches[name] ?? null]);
  return Object.fromEntries(entries) as { [branch: string]: string | null } & { [name in Fixed]: string | null };
}
