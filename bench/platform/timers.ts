import { inDatabase } from './database.ts';
import type { RunningPlatform } from './start-platform.ts';

/** Time for the change itself and for what the database does after it. */
const ahead = 20_000;

/**
 * Lets the waits of all who are in the journey end in the same second, in document and index alike, while nobody else writes them. A
 * journey could not: whoever enters first would be through before the last one came. Resolves to that moment.
 */
export async function makeDue(platform: RunningPlatform, people: number): Promise<number> {
  return inDatabase(platform, async (sql) => {
    const dueAt = Date.now() + ahead + people / 10;
    const changed = await sql`
      update profile_state
      set next_due = ${dueAt}, document = jsonb_set(document::jsonb, '{runs,0,dueAt}', to_jsonb(${dueAt}::bigint))::text
      where document::jsonb #> '{runs,0,dueAt}' is not null`;
    if (changed.count !== people) throw new Error(`${changed.count} of ${people} people wait in the journey`);
    if (Date.now() > dueAt) throw new Error('The first were due before the last had been changed');
    await sql`vacuum analyze profile_state`;
    return dueAt;
  });
}

export async function timersLeft(platform: RunningPlatform): Promise<number> {
  return inDatabase(platform, async (sql) => {
    const [row] = await sql<{ left: number }[]>`
      select count(*)::int as left from profile_state where next_due <= ${Date.now()}`;
    return row?.left ?? 0;
  });
}
