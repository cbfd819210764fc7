import { type Figure, meets } from './figure.ts';

const columns = [
  'scenario',
  'metric',
  'median',
  'least to most',
  'unit',
  'raw limit',
  'share of it',
  'target',
] as const;

/** All figures as a table that is also Markdown, so that it can be put into a document as it is. */
export function formatTable(figures: readonly Figure[]): string {
  const rows = [columns, ...figures.map(cellsOf)];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

function cellsOf(figure: Figure): readonly string[] {
  const { scenario, metric, value, spread, unit, limit, target } = figure;
  const targetText = target && `${target.comparison === 'below' ? '<' : '≥'} ${formatNumber(target.value)}`;
  return [
    scenario,
    metric,
    formatNumber(value),
    spread.count === 1 ? 'one round' : `${formatNumber(spread.least)} to ${formatNumber(spread.most)}`,
    unit,
    limit ? `${formatNumber(limit.spread.median)} (${limit.name})` : '',
    limit ? `${formatNumber(limit.ratio * 100)} %` : '',
    target ? `${targetText}: ${meets(figure, target) ? 'met' : 'missed'}` : '',
  ];
}

/** Three digits that count, and no fraction beyond a thousand. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return 'none';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
