import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { runMain } from './failure.mjs';
import { ensureInstalled } from './install.mjs';
import { exitCode, findNode } from './node.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await runMain(async () => {
  await ensureInstalled(root);
  await ensureBuilt(root);
  return await runServer();
});

/**
 * The server gets a process group of its own, so that a ctrl-C reaches it once, from here, however many processes of the
 * terminal's group (npm, a shell) hear it too. Over the IPC channel it notices when this process is killed.
 */
async function runServer() {
  const child = spawn(findNode(root), ['server/main.ts', ...process.argv.slice(2)], {
    cwd: root,
    detached: true,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (!stopping) child.kill('SIGTERM');
      stopping = true;
    });
  }
  return await exitCode(child);
}
