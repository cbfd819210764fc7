import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';

/** Path of a Node that runs the TypeScript source as it is: the one npm installed, else this one if it is new enough. */
export function findNode(root) {
  const installed = join(root, 'node_modules', 'node', 'bin', 'node');
  if (existsSync(installed)) return installed;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Failure('Node 24 is missing from node_modules. Delete node_modules and run the command again.');
}

/**
 * Runs Node to its end and resolves to its exit code; a signal counts as 128 and its number, as in a shell. A request to
 * stop is passed on once. A detached program has a process group of its own, so that a ctrl-C reaches it only from here,
 * however many processes of the terminal's group (npm, a shell) hear it too, and over its IPC channel it notices when this
 * process is killed.
 */
export async function runNode(root, parameters, { detached = false, environment = {} } = {}) {
  const stdio = ['inherit', 'inherit', 'inherit', ...(detached ? ['ipc'] : [])];
  const child = spawn(findNode(root), parameters, {
    cwd: root,
    stdio,
    detached,
    env: { ...process.env, ...environment },
  });
  const release = passOnStop(child, detached);
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

/** One ctrl-C is heard more than once where npm passes it on as well; only a later one is another. */
const sameInterrupt = 500;

/** Hands a request to stop on to the child, and a further ctrl-C as SIGINT; returns how to end that. */
function passOnStop(child, detached) {
  let stoppingSince;
  const stop = () => {
    if (stoppingSince !== undefined) return;
    stoppingSince = performance.now();
    child.kill('SIGTERM');
  };
  const interrupt = () => {
    if (stoppingSince === undefined) stop();
    else if (performance.now() - stoppingSince > sameInterrupt) child.kill('SIGINT');
  };
  // The terminal sends ctrl-C to a program in the same group itself; this process only has to outlive it.
  return onStop(stop, detached ? interrupt : () => {});
}

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
