import type { CreateExportRequest } from '#contracts/api/export.ts';

type Options = Pick<CreateExportRequest, 'guardFormulas'>;

export const byteOrderMark = '\ufeff';

/** One line of a CSV as RFC 4180 says. Numbers have a point, times are ISO 8601, what has parts is JSON. */
export function csvLine(values: readonly unknown[], options: Options): string {
  return `${values.map((value) => csvCell(value, options)).join(',')}\r\n`;
}

function csvCell(value: unknown, { guardFormulas }: Options): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const safe = guardFormulas && isFormula(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What a spreadsheet would compute. A signed number is none, so that phone numbers stay as they are. */
function isFormula(text: string): boolean {
  return /^[=@\t\r]/.test(text) || (/^[+-]/.test(text) && !/^[+-]\d+(\.\d+)?$/.test(text));
}
