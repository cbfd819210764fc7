import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import { type AppendedFrame, logClasses } from '../port/log.ts';

/** Where appenders tell of their frames; what is told leaves with the commit. */
export const logChannel = 'throughline_log';

/** A notification holds less than 8,000 bytes, and one that is longer fails the append (https://www.postgresql.org/docs/current/sql-notify.html). */
const bytesAtMost = 7_900;
const tooMany = '*';

/** The text for rows of `log_position` as they are after an append; none where there are none. */
export function tellAppended(sql: Sql | TransactionSql) {
  const frame = sql`concat_ws(' ', lane, class, sequence)`;
  return sql`coalesce(
    case when sum(length(${frame}) + 1) > ${bytesAtMost} then ${tooMany} else string_agg(${frame}, ',') end, '')`;
}

/** Undefined where there may be some that are not told one by one: there were too many, or whoever told has another version. */
export function readAppended(text: string): readonly (AppendedFrame | undefined)[] {
  if (text === '') return [];
  return text.split(',').map((frame) => {
    const [partition, named, sequence] = frame.split(' ');
    const logClass = logClasses.find((one) => one === named);
    if (logClass === undefined) return undefined;
    return { partition: Number(partition), class: logClass, sequence: Number(sequence) };
  });
}
