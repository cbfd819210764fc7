import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { runMain } from './failure.mjs';
import { ensureInstalled } from './install.mjs';
import { runNode } from './node.mjs';

/**
 * Together these keep the server about a third smaller: the young generation of its main thread is kept short, and the C
 * library does not keep a heap of its own per thread (558 MB became 373 MB after the demo load). Benchmarks start it so too.
 */
const { flags, environment } = JSON.parse(readFileSync(new URL('./server-command.json', import.meta.url), 'utf8'));

/** By its address: every thread and process of the server imports it again, wherever it is then. */
const strippedSource = ['--import', new URL('./stripped-source.mjs', import.meta.url).href];

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await runMain(async () => {
  await ensureInstalled(root);
  await ensureBuilt(root);
  return await runNode(root, [...flags, ...strippedSource, 'server/main.ts', ...process.argv.slice(2)], {
    detached: true,
    environment,
  });
});
