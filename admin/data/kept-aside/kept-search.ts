import { type KeptGroupKey, keptGroupKey } from '#contracts/schema/schema-kept-aside.ts';

/** The group that the address names; none where a part of it is missing. */
export function groupOfSearch(search: {
  readonly kind?: unknown;
  readonly name?: unknown;
  readonly misfit?: unknown;
  readonly path?: unknown;
}): KeptGroupKey | undefined {
  const { kind, name = '', misfit, path = '' } = search;
  const parsed = keptGroupKey.safeParse({ kind, name, reason: misfit, path });
  return parsed.success ? parsed.data : undefined;
}
