import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNode } from './repository.ts';

const typescript = 'node_modules/typescript/bin/tsc';

const checks = [
  { name: 'types', parameters: [typescript, '-p', '.'] },
  { name: 'types of the admin app', parameters: [typescript, '-p', 'admin'], needs: 'admin/tsconfig.json' },
  {
    name: 'lint and format',
    parameters: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
  },
  { name: 'boundaries', parameters: ['scripts/check-boundaries.ts'] },
  { name: 'file sizes', parameters: ['scripts/size-report.ts'] },
  { name: 'dead exports', parameters: ['node_modules/knip/bin/knip.js', '--no-progress'] },
];

const failed: string[] = [];
for (const { name, parameters, needs } of checks) {
  if (needs !== undefined && !existsSync(join(root, needs))) continue;
  const startedAt = performance.now();
  const code = runNode(parameters);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✔' : '✖'} ${name} (${seconds} s)`);
  if (code !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}. "npm run format" mends what can be mended by itself.`);
  process.exitCode = 1;
}
