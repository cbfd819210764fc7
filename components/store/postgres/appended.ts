import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import type { AppendedFrame, LogClass } from '../port/log.ts';

/** Where appenders tell of their frames; what is told leaves with the commit. */
export const logChannel = 'throughline_log';

/** The text for rows of `log_position` as they are after an append; none where there are none. */
export function tellAppended(sql: Sql | TransactionSql) {
  return sql`coalesce(string_agg(concat_ws(' ', lane, class, sequence), ','), '')`;
}

export function readAppended(text: string): readonly AppendedFrame[] {
  if (text === '') return [];
  return text.split(',').map((frame) => {
    const [partition, logClass, sequence] = frame.split(' ');
    return { partition: Number(partition), class: logClass as LogClass, sequence: Number(sequence) };
  });
}
