import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname } from 'node:path';

export const root = dirname(import.meta.dirname);

/** Rooms whose tests need neither engines nor processes, files or the network. */
export const pureRooms: readonly string[] = ['admin', 'contracts', 'core', 'journey-nodes'];

const skipped = new Set(['node_modules', 'dist', 'data', 'generated', '.git']);

/** Paths, relative to the repository and sorted, of the files that a glob such as `*.ts` means. */
export function listFiles(pattern: string): string[] {
  return globSync(pattern, { cwd: root, exclude: (path) => skipped.has(path.split('/').at(-1) ?? '') }).sort();
}

/** Runs this Node with the parameters given, its output going to the terminal; returns the exit code. */
export function runNode(parameters: string[]): number {
  return spawnSync(process.execPath, parameters, { cwd: root, stdio: 'inherit' }).status ?? 1;
}
