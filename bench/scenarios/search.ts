import { searchProfiles } from '#analytics/profiles/search-profiles.ts';
import type { SearchSight } from '#analytics/profiles/search-sight.ts';
import { startChdb } from '#components/clickhouse/chdb-process.ts';
import { openClickhouse } from '#components/clickhouse/client.ts';
import { migrateClickhouse } from '#components/clickhouse/schema.ts';
import type { Store } from '#components/store/port/index.ts';
import { newProfileState } from '#core/state.ts';
import { writeDocument } from '#core/write-document.ts';
import { toTableRows } from '#flow/lane/fact-rows.ts';
import { insertFrames } from '#flow/project/insert-frames.ts';
import { type Figure, figureOf } from '../figure.ts';
import { madePerson, numberOfMade } from '../load/made-people.ts';
import { processorTimesSince, readProcessorTimes } from '../platform/processes.ts';
import type { Scenario, ScenarioContext } from '../scenario.ts';
import { quantile } from '../statistics.ts';

const name = 'search';
const eventsEach = 10;
const rowsAtOnce = 25_000;
const rounds = 5;
const target = { comparison: 'below', value: 300 } as const;

/** The words of the search field, by whoever asks, among people who were made for it: no import has to come first. */
export const search: Scenario = { name, run };

async function run({ quick, directory, after, progress }: ScenarioContext): Promise<readonly Figure[]> {
  const people = quick ? 50_000 : 1_000_000;
  const chdb = await startChdb({ directory: `${directory}/clickhouse` });
  after(chdb.stop);
  const client = openClickhouse(chdb.url, { requestTimeoutMilliseconds: 600_000 });
  after(() => client.close());
  await migrateClickhouse(client);
  for (let from = 0; from < people; from += rowsAtOnce) {
    const facts = Array.from({ length: Math.min(rowsAtOnce, people - from) }, (_, index) => ({
      workspace: 1,
      fact: madePerson(from + index, Date.now()),
    }));
    for (const { table, body } of toTableRows(facts, { lane: 0, commit: 1 + from / rowsAtOnce })) {
      await insertFrames(client, table, [body]);
    }
    if (from % 200_000 === 0) progress(`${from.toLocaleString('en')} of ${people.toLocaleString('en')} people`);
  }
  for (let event = 0; event < eventsEach; event++) {
    const when = `now64(3) - toIntervalSecond(sipHash64(${event}, profile) % ${730 * 86_400})`;
    await client.command({
      query: `INSERT INTO event (workspace, commit, ordinal, profile, message_id, type, name, properties, source, at, received_at)
        SELECT 1, ${event}, rowNumberInAllBlocks(), profile, toString(sipHash64(${event}, profile)), 'track', 'Product Viewed',
          '{}', 'import', ${when} AS happened, happened FROM profile_fact`,
    });
  }
  progress('people and events are in place');

  const store = { readProfiles: documentsOfMade } as unknown as Store;
  const conditions =
    `${people.toLocaleString('en')} people (two in three with an English name, six traits, three identities) with ${eventsEach} events of two years in chDB; ` +
    `a page of 50, documents apart, by the clock and in processor time of chDB and of what asks it; the median of ${rounds}`;
  const figures: Figure[] = [];
  for (const [who, sight] of Object.entries(sights)) {
    const asked: Asked[] = [];
    for (const words of searches) {
      const times: Asked[] = [];
      for (let round = 0; round < rounds; round++) {
        const before = await readProcessorTimes(process.pid);
        const startedAt = performance.now();
        await searchProfiles(client, store, 1, { limit: 50, search: words }, Date.now(), sight);
        const elapsed = performance.now() - startedAt;
        const used = processorTimesSince(before, await readProcessorTimes(process.pid));
        times.push({ words, elapsed, used: [...used.values()].reduce((sum, seconds) => sum + seconds, 0) * 1_000 });
      }
      const median = (part: 'elapsed' | 'used') =>
        quantile(
          times.map((one) => one[part]),
          0.5,
        );
      asked.push({ words, elapsed: median('elapsed'), used: median('used') });
    }
    const slowest = slowestOf(asked, 'elapsed');
    progress(`${who}: slowest for "${slowest.words}"`);
    const metric = `slowest of ${searches.length} searches, ${who}`;
    figures.push(
      figureOf(name, conditions, { metric, unit: 'ms', values: [slowest.elapsed], target }),
      figureOf(name, conditions, {
        ...{ metric: `dearest of ${searches.length} searches, ${who}`, unit: 'ms of processor time' },
        values: [slowestOf(asked, 'used').used],
      }),
    );
  }
  return figures;
}

/** Milliseconds that a search took, and of processor time. */
interface Asked {
  readonly words: string;
  readonly elapsed: number;
  readonly used: number;
}

function slowestOf(asked: readonly Asked[], part: 'elapsed' | 'used'): Asked {
  return asked.reduce((slowest, one) => (one[part] > slowest[part] ? one : slowest));
}

const sights: { readonly [who: string]: SearchSight | undefined } = {
  'who sees everything': undefined,
  'who sees nothing sensitive': { upTo: 'contact', hidden: [], shown: [] },
  'who sees nothing personal': { upTo: 'none', hidden: [], shown: [] },
};

/** Common and rare, hidden and not, one word and two, whole and in parts. */
const searches = [
  ...[
    'a',
    'smith',
    'anna smith',
    'shop example',
    'gold london',
    'female gold',
    'female',
    '1980-01 female',
    'person99',
    'anna 99',
  ],
  ...[
    'nobody-has-this',
    'user-77',
    '王',
    '王伟',
    '王 上海',
    '上海',
    '海 gold',
    'city:york',
    'city:上海 王',
    'plan:gold',
  ],
];

function documentsOfMade(_workspace: number, profiles: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const documents = profiles.map((profile) => {
    const { traits, identities } = madePerson(numberOfMade(profile), 0);
    return [profile, writeDocument({ ...newProfileState(profile, 1), traits, identities })] as const;
  });
  return Promise.resolve(new Map(documents));
}
