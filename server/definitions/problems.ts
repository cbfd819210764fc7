import type { z } from 'zod';
import type { DefinitionProblem } from '#contracts/api/definition.ts';
import { RequestError } from '#contracts/errors.ts';

/** What the schema finds missing or wrong in a draft, in the words of the schema. */
export function schemaProblems(schema: z.ZodType, draft: unknown): DefinitionProblem[] {
  const parsed = schema.safeParse(draft);
  if (parsed.success) return [];
  return parsed.error.issues.map(({ path, message }) =>
    problem('incomplete', `${path.join('.')}: ${message}`, { path: path.join('.'), node: nodeOf(draft, path) }),
  );
}

export function problem(
  code: string,
  message: string,
  {
    node = null,
    path = null,
    params = {},
  }: { node?: string | null; path?: string | null; params?: Readonly<Record<string, string>> } = {},
): DefinitionProblem {
  return { code, message, node, path, params: { ...params } };
}

/** Throws `not_publishable` with all problems. */
export function refuseProblems(problems: readonly DefinitionProblem[]): void {
  const [first] = problems;
  if (first === undefined) return;
  throw new RequestError('not_publishable', {
    message: `It cannot be published yet: ${first.message}`,
    details: problems,
  });
}

/** The journey node that a path like `nodes.3.minutes` lies in. */
function nodeOf(draft: unknown, path: readonly PropertyKey[]): string | null {
  const [list, index] = path;
  if (list !== 'nodes' || typeof index !== 'number') return null;
  const nodes = (draft as { readonly nodes?: readonly { readonly id?: unknown }[] }).nodes;
  const id = nodes?.[index]?.id;
  return typeof id === 'string' ? id : null;
}
