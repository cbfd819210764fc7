import Papa from 'papaparse';
import type { Store } from '#components/store/port/index.ts';
import type { Identity, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { defaultIdentitySettings, type IdentitySettings } from '#contracts/identity-rule.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import { normalise } from '../tracking/identities.ts';
import { countryOf } from '../workspace-country.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const identitiesAtOnce = 2_000;

/** What a line of an uploaded list says: the text, and what it may mean. */
export interface Named {
  readonly text: string;
  readonly profile?: ProfileId;
  /** By the kinds of the workspace, the strongest first. */
  readonly identities: readonly Identity[];
}

/**
 * The people of a pasted text or a CSV file, each line once. Of several columns the one counts whose header is the name of
 * a kind of identity (`email`, `User ID`), else the first; a header that names nothing is a line like any other.
 */
export function readNamed(text: string, settings: WorkspaceSettings): readonly Named[] {
  const { kinds } = settings.identity ?? defaultIdentitySettings;
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), {
    delimitersToGuess: [',', ';', '\t'],
    skipEmptyLines: 'greedy',
  });
  const rows = data.map((cells) => cells.map((cell) => cell.trim()));
  const headers = new Set(kinds.map(({ kind }) => plain(kind)));
  const column = rows[0]?.findIndex((cell) => headers.has(plain(cell))) ?? -1;
  const lines = (column < 0 ? rows : rows.slice(1)).map((row) => row[Math.max(0, column)] ?? '');
  return [...new Set(lines)].filter((line) => line !== '').map((line) => nameOf(line, kinds, countryOf(settings)));
}

function nameOf(text: string, kinds: IdentitySettings['kinds'], country: ReturnType<typeof countryOf>): Named {
  const identities = kinds.flatMap(({ kind, format }) => {
    const value = normalise(text, format, country);
    return value === undefined ? [] : [{ kind, value }];
  });
  return { text, identities, ...(uuid.test(text) && { profile: text.toLowerCase() }) };
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

export interface Resolved {
  readonly found: ReadonlySet<ProfileId>;
  readonly unknown: readonly Named[];
  readonly ambiguous: readonly Named[];
}

/** The people of today behind them. An identity that came with too many people names nobody. */
export async function resolveNamed(
  store: Pick<Store, 'readProfiles' | 'identities'>,
  workspace: WorkspaceId,
  named: readonly Named[],
): Promise<Resolved> {
  const found = new Set<ProfileId>();
  const unknown: Named[] = [];
  const ambiguous: Named[] = [];
  for (let from = 0; from < named.length; from += identitiesAtOnce) {
    const some = named.slice(from, from + identitiesAtOnce);
    const rows = await store.identities.find(
      workspace,
      some.flatMap(({ identities }) => identities),
    );
    const holders = new Map(rows.filter(({ shared }) => !shared).map((row) => [keyOf(row), row.profile]));
    const direct = await store.readProfiles(
      workspace,
      some.flatMap(({ profile }) => profile ?? []),
    );
    for (const one of some) {
      const people = new Set(one.identities.flatMap((identity) => holders.get(keyOf(identity)) ?? []));
      if (one.profile !== undefined && direct.has(one.profile)) people.add(one.profile);
      const [first, second] = people;
      if (first === undefined) unknown.push(one);
      else if (second !== undefined) ambiguous.push(one);
      else found.add(first);
    }
  }
  return { found, unknown, ambiguous };
}

function keyOf({ kind, value }: Identity): string {
  return `${kind} ${value}`;
}
