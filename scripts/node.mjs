import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from './failure.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Path of a Node that runs the TypeScript source as it is: the one npm installed, else this one if it is new enough. */
export function findNode(root) {
  const installed = join(root, 'node_modules', 'node', 'bin', 'node');
  if (existsSync(installed)) return installed;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Failure('Node 24 is missing from node_modules. Delete node_modules and run the command again.');
}

/** Runs Node to its end and resolves to its exit code; a signal counts as 128 and its number, as in a shell. */
export async function runNode(root, parameters) {
  const child = spawn(findNode(root), parameters, { cwd: root, stdio: 'inherit' });
  // The terminal sends ctrl-C to the child itself; this process only has to outlive it.
  const release = onStop(
    () => child.kill('SIGTERM'),
    () => {},
  );
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) => resolve(code ?? 128 + (signalNumbers[signal] ?? 0)));
    });
  } finally {
    release();
  }
}

const parent = process.ppid;

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/** Calls back when this process is asked to stop, also by its parent's death; returns how to end that. */
export function onStop(stop, interrupt = stop) {
  const handlers = { SIGINT: interrupt, SIGTERM: stop, SIGHUP: stop };
  for (const [signal, handler] of Object.entries(handlers)) process.on(signal, handler);
  const stopWatching = watchParent(stop);
  return () => {
    for (const [signal, handler] of Object.entries(handlers)) process.off(signal, handler);
    stopWatching();
  };
}

/** A killed npm takes its shell along, but the shell does not pass the signal on: only a new parent tells of it. */
function watchParent(stop) {
  if (process.env.npm_lifecycle_event === undefined) return () => {};
  const timer = setInterval(() => process.ppid !== parent && stop(), 500);
  return () => clearInterval(timer);
}
