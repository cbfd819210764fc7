import type { SearchSight } from '#analytics/profiles/search-text.ts';
import type { Session } from '#contracts/api/session.ts';
import { stageTrait } from '#contracts/lifecycle.ts';
import { maySee, type PersonalClass } from '#contracts/schema.ts';
import { newestRelease } from '../definitions/parts.ts';
import type { ServerParts } from '../parts.ts';
import { readFields } from '../schema/learned-store.ts';
import { namelessKinds } from '../schema/mask.ts';
import { personalClassOf } from '../schema/present.ts';
import { readSchema } from '../schema/rules.ts';

/**
 * What the caller may look for people by: of traits those that are known and whose class she may see, of identities those
 * that reach nobody, unless she may see contacts. Undefined where she may see everything.
 */
export async function searchSight(
  parts: Pick<ServerParts, 'sql' | 'workspace' | 'store'>,
  caller: Session | null,
): Promise<SearchSight | undefined> {
  if (caller === null || caller.role !== 'viewer') return undefined;
  const [schema, fields, release] = await Promise.all([
    readSchema(parts.sql, parts.workspace),
    readFields(parts.sql, parts.workspace, ['']),
    newestRelease(parts),
  ]);
  const sees = (personal: PersonalClass) => maySee(caller.role, personal, schema.settings);
  if (sees('contact') && sees('sensitive')) return undefined;
  const paths = [...fields.map(({ path }) => path), ...schema.traits.keys()];
  const nameOf = (path: string) => path.split(/[.[]/)[0] ?? path;
  // Of an object one hidden value is enough.
  const hidden = new Set(
    paths.filter((path) => !sees(personalClassOf(path, 'trait', schema.traits.get(path)))).map(nameOf),
  );
  const kept = ['tags', 'owner', stageTrait, ...(release.computedTraits ?? []).map(({ id }) => id)];
  return {
    traits: [...new Set([...paths.map(nameOf), ...kept])].filter((name) => !hidden.has(name)),
    kinds: sees('contact') ? null : [...namelessKinds],
  };
}
