import type { Sql } from '#components/postgres/database.ts';

const dayMilliseconds = 86_400_000;

export interface MessageKeyGenerations {
  /** The table that takes today's keys, and the one with yesterday's. */
  current(): Promise<{ readonly table: string; readonly previous: string }>;
}

/**
 * Two generations of message keys, one a day, of which the older is emptied when its turn comes again: a key is
 * remembered for 24 to 48 hours.
 */
export function rotateMessageKeys(sql: Sql, now: () => number = Date.now): MessageKeyGenerations {
  let rotatedTo = 0;
  return {
    async current() {
      const day = Math.floor(now() / dayMilliseconds);
      const [table, previous] =
        day % 2 === 0 ? ['message_key_even', 'message_key_odd'] : ['message_key_odd', 'message_key_even'];
      if (day !== rotatedTo) {
        await rotate(sql, day, table, previous);
        rotatedTo = day;
      }
      return { table, previous };
    },
  };
}

async function rotate(sql: Sql, day: number, table: string, previous: string): Promise<void> {
  await sql.begin(async (tx) => {
    const [row] = await tx<{ started_on: number }[]>`select started_on from message_key_generation for update`;
    const startedOn = row?.started_on ?? 0;
    if (startedOn > day + 1) {
      // The clock was far ahead and is right again. What it took meanwhile lies in both tables, so neither is emptied
      // before a whole day has passed.
      await tx`update message_key_generation set started_on = ${day + 1}`;
      return;
    }
    if (startedOn >= day) return;
    await tx`truncate ${tx(table)}`;
    // After a day without any event the other table is old as well.
    if (startedOn < day - 1) await tx`truncate ${tx(previous)}`;
    await tx`update message_key_generation set started_on = ${day}`;
  });
}
