import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rooms } from './source-rooms.mjs';

// Writes the server's source without its types to dist/source, for stripped-source.mjs. Types become blanks, so that every
// line and column stays what it is in the source.
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, 'dist', 'source');

process.removeAllListeners('warning');
rmSync(target, { recursive: true, force: true });
for (const file of rooms.flatMap((room) => globSync(`${room}/**/*.ts`, { cwd: root }))) {
  if (file.endsWith('.test.ts')) continue;
  const path = join(target, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, stripTypeScriptTypes(readFileSync(join(root, file), 'utf8')));
}
