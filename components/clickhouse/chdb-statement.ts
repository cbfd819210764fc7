/** One statement as it came over HTTP. Parameters are in ClickHouse's escaped form, as in the URL. */
export interface Statement {
  /** Chosen by the client or made up here; marks the statement in system.processes so that it can be killed. */
  id: string;
  sql: string;
  database: string;
  settings: Record<string, string>;
  parameters: Record<string, string>;
  /** Rows of an INSERT ... FORMAT; empty for everything else. */
  body: Buffer;
  defaultFormat: string;
}

/** Which of the engine's connections a statement runs on. */
export type StatementClass = 'insert' | 'read' | 'background' | 'change';

/**
 * The workload setting (https://clickhouse.com/docs/operations/workload-scheduling) by which a caller names a heavy
 * statement. A server without workloads ignores it; here it keeps short questions from queueing behind it.
 */
const backgroundWorkload = 'background';

const leadingComments = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/;

function withoutLeadingComments(sql: string): string {
  return sql.replace(leadingComments, '');
}

export function classifyStatement(statement: Statement): StatementClass {
  const keyword = /^\(*\s*([a-z]+)/i.exec(withoutLeadingComments(statement.sql))?.[1]?.toLowerCase() ?? '';
  if (keyword === 'insert' && statement.body.length > 0) return 'insert';
  if (!readKeywords.has(keyword)) return 'change';
  return statement.settings.workload === backgroundWorkload ? 'background' : 'read';
}

const readKeywords = new Set(['select', 'with', 'show', 'describe', 'desc', 'exists', 'explain', 'check']);

/** Formats whose pieces can be sent as they come: concatenating the library's chunks gives a valid document. */
const streamableFormats = new Set(['JSONEachRow', 'JSONCompactEachRow', 'TabSeparated', 'TSV', 'CSV']);

const trailingFormat = /\sFORMAT\s+([A-Za-z]\w*)\s*;?\s*$/i;

/** The format that a statement's result comes in. */
export function outputFormat(statement: Statement): string {
  return trailingFormat.exec(statement.sql)?.[1] ?? statement.defaultFormat;
}

/** A SELECT that can be answered piece by piece, with its trailing FORMAT taken off; undefined for all else. */
export function streamableSelect(statement: Statement): { sql: string; format: string } | undefined {
  const format = outputFormat(statement);
  if (!streamableFormats.has(format)) return undefined;
  const sql = withoutLeadingComments(statement.sql)
    .replace(trailingFormat, '')
    .replace(/\s*;\s*$/, '');
  if (!/^\(*\s*(select|with)\b/i.test(sql) || /\s(FORMAT|INTO\s+OUTFILE)\s/i.test(sql)) return undefined;
  return { sql, format };
}

export interface RowInsert {
  table: string;
  columns: string[] | undefined;
  format: 'JSONEachRow' | 'JSONCompactEachRow' | 'TabSeparated' | 'CSV';
}

const rowInsert =
  /^insert\s+into\s+(?:table\s+)?([\w.`"]+)\s*(?:\(([\w\s,`"]+)\))?\s*format\s+(JSONEachRow|JSONCompactEachRow|TabSeparated|CSV)\s*;?\s*$/i;

/** An INSERT whose rows the library takes as bytes without copying them into the statement's text. */
export function plainRowInsert(sql: string): RowInsert | undefined {
  const match = rowInsert.exec(withoutLeadingComments(sql));
  if (!match?.[1] || !match[3]) return undefined;
  const format = rowFormats.find((name) => name.toLowerCase() === match[3]?.toLowerCase());
  if (!format) return undefined;
  const unquoted = (name: string): string => name.trim().replace(/[`"]/g, '');
  return { table: unquoted(match[1]), columns: match[2]?.split(',').map(unquoted), format };
}

const rowFormats = ['JSONEachRow', 'JSONCompactEachRow', 'TabSeparated', 'CSV'] as const;

export function placeholders(sql: string): string[] {
  return [...sql.matchAll(/\{\s*([A-Za-z_]\w*)\s*:\s*[A-Za-z]/g)].map((match) => match[1] ?? '');
}

export function quoteString(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
