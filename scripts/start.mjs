import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { runMain } from './failure.mjs';
import { ensureInstalled } from './install.mjs';
import { runNode } from './node.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await runMain(async () => {
  await ensureInstalled(root);
  await ensureBuilt(root);
  return await runNode(root, ['server/main.ts', ...process.argv.slice(2)], { detached: true });
});
