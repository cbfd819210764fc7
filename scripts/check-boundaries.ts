import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findViolations } from './boundaries.ts';
import { listFiles, root } from './repository.ts';

const files = listFiles('**/*.{ts,tsx}').filter((path) => path.includes('/'));
const violations = files.flatMap((path) => findViolations(path, readFileSync(join(root, path), 'utf8')));
for (const { path, line, rule } of violations) console.error(`${path}:${line}: ${rule}`);
console.log(`${files.length} files, ${violations.length} boundary violations`);
if (violations.length > 0) process.exitCode = 1;
