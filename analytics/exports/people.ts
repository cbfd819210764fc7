import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Store } from '#components/store/port/index.ts';
import type { ExportRows } from '#contracts/api/export.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { candidatesOf, readScoring } from '../profiles/candidates.ts';
import { presentListItem } from '../profiles/list-item.ts';
import { readPeople } from '../profiles/read-people.ts';
import { matchesSearch } from '../profiles/search-match.ts';
import type { SearchSight } from '../profiles/search-sight.ts';
import { readSearch } from '../profiles/search-text.ts';
import { type ExportPages, pageRows } from './pages.ts';

type Filters = Extract<ExportRows, { list: 'people' }>['filters'];

const everybody = 'SELECT profile FROM profile_fact FINAL WHERE workspace = {workspace:UInt32} AND deleted = 0';

/** People as the workers know them now, with their traits, in the order of their ids; nobody is found by what `sight` does not see. */
export function exportPeople(
  client: ClickHouseClient,
  store: Pick<Store, 'readProfiles' | 'releases'>,
  workspace: WorkspaceId,
  filters: Filters,
  sight: SearchSight | undefined,
): ExportPages {
  const words = readSearch(filters.search ?? '');
  // Scores are those of the beginning: an export that is long under way must not lose whoever loses a score meanwhile.
  const asked = readScoring(store, workspace, filters, Date.now()).then((scoring) =>
    candidatesOf(filters, scoring, { sight }),
  );
  const ask = async <T>(write: (people: string) => string, more: object = {}) => {
    const candidates = await asked;
    const parameters = { workspace, ...candidates?.parameters, ...more };
    return queryRows<T>(client, write(candidates?.sql ?? everybody), parameters, { background: true });
  };
  return {
    async count() {
      const [row] = await ask<{ people: number }>((sql) => `SELECT count() AS people FROM (${sql})`);
      return row?.people ?? 0;
    },
    async *pages() {
      for (let after: string | undefined; ; ) {
        const beyond = after === undefined ? '' : 'WHERE profile > {after:UUID}';
        const found = await ask<{ profile: string }>(
          (sql) => `SELECT profile FROM (${sql}) ${beyond} ORDER BY profile LIMIT ${pageRows}`,
          { after },
        );
        const people = await readPeople(
          store,
          workspace,
          found.map(({ profile }) => profile),
        );
        yield found.flatMap(({ profile }) => {
          const state = people.get(profile);
          // Whoever was merged meanwhile comes under the id of today, and once.
          return state === undefined || state.profile !== profile || !matchesSearch(state, words, sight)
            ? []
            : [{ ...presentListItem(state), identities: state.identities, traits: state.traits }];
        });
        after = found.at(-1)?.profile;
        if (after === undefined || found.length < pageRows) return;
      }
    },
  };
}
