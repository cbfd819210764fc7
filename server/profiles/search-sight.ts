import { type SearchSight, seesByName } from '#analytics/profiles/search-sight.ts';
import type { KeyRole } from '#contracts/api/key.ts';
import type { Session } from '#contracts/api/session.ts';
import { maySee, type PersonalClass, type WorkspaceSchema } from '#contracts/schema/schema.ts';
import { personalClassOfName } from '#core/schema/personal-class.ts';
import type { ServerParts } from '../parts.ts';
import { readSchema } from '../schema/rules.ts';

export async function searchSight(
  parts: Pick<ServerParts, 'sql' | 'workspace'>,
  caller: Session | null,
): Promise<SearchSight | undefined> {
  // Administrators ask most: they cost no question.
  if (caller === null || caller.role !== 'viewer') return undefined;
  return sightOf(caller.role, await readSchema(parts.sql, parts.workspace));
}

/** What a role may look for people by: traits whose class it may see, and contacts if it may see them. Undefined: everything. */
export function sightOf(role: KeyRole, schema: WorkspaceSchema): SearchSight | undefined {
  const sees = (personal: PersonalClass) => maySee(role, personal, schema.settings);
  if (sees('contact') && sees('sensitive')) return undefined;
  const byName: SearchSight = { upTo: sees('contact') ? 'contact' : 'none', hidden: [], shown: [] };
  const fixed = [...schema.traits].flatMap(([name, { personal }]) =>
    personal === undefined ? [] : [{ name, personal }],
  );
  const isSeenByName = (name: string) => seesByName(byName, personalClassOfName(name, 'trait'));
  return {
    ...byName,
    hidden: fixed.filter(({ name, personal }) => !sees(personal) && isSeenByName(name)).map(({ name }) => name),
    shown: fixed.filter(({ name, personal }) => sees(personal) && !isSeenByName(name)).map(({ name }) => name),
  };
}
