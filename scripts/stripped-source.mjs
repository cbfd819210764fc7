import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * `node --import` this file: TypeScript comes from dist/source, where its types are gone already. Node would load a
 * WebAssembly program for that into each thread, which keeps up to 30 MB for good; there are five threads at rest.
 * What is not there is loaded as ever.
 */
const root = new URL('../', import.meta.url).href;
const stripped = new URL('../dist/source/', import.meta.url).href;

registerHooks({
  load(url, context, nextLoad) {
    if (!url.startsWith(root) || !url.endsWith('.ts')) return nextLoad(url, context);
    const source = read(stripped + url.slice(root.length));
    return source === undefined ? nextLoad(url, context) : { format: 'module', source, shortCircuit: true };
  },
});

function read(url) {
  try {
    return readFileSync(fileURLToPath(url), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
