/** One CSV line with its line end, quoted where RFC 4180 asks for it. */
export function stringifyRow(values: readonly string[]): string {
  return `${values.map(quote).join(',')}\n`;
}

function quote(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
