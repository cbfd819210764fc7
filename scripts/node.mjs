import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';

/** Path of a Node that runs the TypeScript source as it is: the one that npm installed, else this one if it is new enough. */
export function findNode(root) {
  const installed = join(root, 'node_modules', 'node', 'bin', 'node');
  if (existsSync(installed)) return installed;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major >= 24 || (major === 22 && minor >= 18)) return process.execPath;
  throw new Failure('Node 24 is missing from node_modules. Delete node_modules and run the command again.');
}

/** Runs Node to its end and resolves to its exit code; a signal counts as 128 and its number, as in a shell. */
export async function runNode(root, parameters) {
  const child = spawn(findNode(root), parameters, { cwd: root, stdio: 'inherit' });
  return await exitCode(child);
}

export function exitCode(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + (signalNumbers[signal] ?? 0)));
  });
}

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };
