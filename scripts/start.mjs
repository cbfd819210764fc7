import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { runMain } from './failure.mjs';
import { ensureInstalled } from './install.mjs';
import { runNode } from './node.mjs';

/**
 * Objects of a batch live for its length: with V8's own young generation, half as long, they would all be moved to the old one
 * first. It grows under load only (server/threads/return-memory.ts). And the C library is not to keep a heap for each thread.
 * Benchmarks start the server so too.
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
