import { runMain } from './failure.mjs';
import { ensureInstalled } from './install.mjs';
import { root, runNode } from './node.mjs';

// `node scripts/run.mjs file.ts ...`: installs what is missing, then runs the file on Node 24.
await runMain(async () => {
  await ensureInstalled(root);
  return await runNode(root, process.argv.slice(2));
});
