import { readFileSync } from 'node:fs';

/**
 * Objects of a batch live for its length: with V8's own young generation, half as long, they would all be moved to the old one
 * first. It grows under load only (components/memory/collect-heap.ts). And the C library is not to keep a heap for each thread.
 * Benchmarks start the server so too.
 */
const { flags, environment } = JSON.parse(readFileSync(new URL('./server-command.json', import.meta.url), 'utf8'));

/** By its address: every thread and process of the server imports it again, wherever it is then. */
const strippedSource = ['--import', new URL('./stripped-source.mjs', import.meta.url).href];

// The server takes the place of this process. One that waited for it would hold some 30 MB as long as the platform runs.
process.execve(
  process.execPath,
  [process.execPath, ...flags, ...strippedSource, 'server/main.ts', ...process.argv.slice(2)],
  { ...process.env, ...environment },
);
