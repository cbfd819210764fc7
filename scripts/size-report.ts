import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, root } from './repository.ts';

/** Prints how long the files of each room are; fails when one outside tests and data passes the point of splitting. */
const longest = 400;

interface SourceFile {
  path: string;
  lines: number;
}

const files: SourceFile[] = listFiles('**/*.{ts,tsx,mjs,sql,css}')
  .filter((path) => !/\.test\.ts$|^test\/|\/data\//.test(path))
  .map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').trimEnd().split('\n').length }));

console.log('room          files  lines  median  90th pct  longest');
for (const [room, members] of Map.groupBy(files, findRoom)) printRow(room, members);
printRow('all', files);

const tooLong = files.filter((file) => file.lines > longest);
for (const { path, lines } of tooLong) console.error(`${path}: ${lines} lines, more than ${longest}; split it`);
if (tooLong.length > 0) process.exitCode = 1;

function findRoom({ path }: SourceFile): string {
  return path.includes('/') ? (path.split('/')[0] ?? '.') : '.';
}

function printRow(room: string, members: SourceFile[]): void {
  const lengths = members.map((file) => file.lines).sort((a, b) => a - b);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const cells = [members.length, total, quantile(lengths, 0.5), quantile(lengths, 0.9), lengths.at(-1) ?? 0];
  const widths = [7, 7, 8, 10, 9];
  console.log(room.padEnd(12) + cells.map((cell, index) => String(cell).padStart(widths[index] ?? 0)).join(''));
}

function quantile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
