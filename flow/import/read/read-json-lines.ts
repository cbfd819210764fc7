import type { Readable } from 'node:stream';
import type { Json } from '#contracts/json.ts';
import { type RejectedRow, rejected } from '../import-event.ts';
import type { Row, RowSource } from '../row.ts';

const rowsForHeader = 100;
const longestLine = 1_048_576;

/** One JSON object a line. Fields of inner objects are columns too: `{"address":{"city":"Bath"}}` has `address.city`. */
export async function readJsonLines(text: Readable): Promise<RowSource> {
  const lines = readLines(text);
  const first: (Row | RejectedRow)[] = [];
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    for (const row of next.value) first.push(row);
    if (first.length >= rowsForHeader) break;
  }
  const named = first.slice(0, rowsForHeader).flatMap((row) => (row.type === 'row' ? Object.keys(row.values) : []));
  async function* portions() {
    yield first.splice(0);
    yield* lines;
  }
  return { header: [...new Set(named)], portions: portions(), close: () => void text.destroy() };
}

async function* readLines(text: Readable): AsyncGenerator<readonly (Row | RejectedRow)[]> {
  const decoder = new TextDecoder();
  let open = '';
  let line = 0;
  for await (const chunk of text) {
    const parts = (open + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
    open = parts.pop() ?? '';
    yield parts.flatMap((part) => {
      line++;
      return part.trim() === '' ? [] : [readLine(part, line)];
    });
    if (open.length > longestLine)
      throw new Error(`Line ${line + 1} has more than 1 MB; this is no file of JSON lines.`);
  }
  if (open.trim() !== '') yield [readLine(open, line + 1)];
}

function readLine(text: string, line: number): Row | RejectedRow {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return rejected(line, 'unreadable_row', 'the line is not valid JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return rejected(line, 'unreadable_row', 'the line is not a JSON object');
  }
  const typed: Record<string, Json> = {};
  flatten('', value as { readonly [name: string]: Json }, typed);
  const values = Object.fromEntries(Object.entries(typed).map(([name, field]) => [name, textOf(field)]));
  return { type: 'row', line, values, typed };
}

function flatten(prefix: string, object: { readonly [name: string]: Json }, into: Record<string, Json>): void {
  for (const [name, value] of Object.entries(object)) {
    if (name === '__proto__') continue;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      flatten(`${prefix}${name}.`, value as { readonly [name: string]: Json }, into);
    } else {
      into[`${prefix}${name}`] = value;
    }
  }
}

function textOf(value: Json): string {
  if (value === null) return '';
  return typeof value === 'string' ? value.trim() : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
