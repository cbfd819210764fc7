import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { runNode } from './node.mjs';
import { rooms } from './source-rooms.mjs';

/** What is built before the server starts. A build whose configuration file does not exist is left out. */
const builds = [
  {
    name: 'admin app',
    configuration: 'admin/vite.config.ts',
    inputs: ['admin', 'contracts', 'journey-nodes', 'package-lock.json'],
    output: 'dist/admin',
    parameters: ['node_modules/vite/bin/vite.js', 'build', 'admin', '--logLevel', 'warn'],
  },
  {
    name: 'server',
    configuration: 'tsconfig.json',
    inputs: [...rooms, 'scripts/strip-source.mjs', 'package-lock.json'],
    output: 'dist/source',
    parameters: ['scripts/strip-source.mjs'],
  },
];

/** Builds whatever is older than its sources. */
export async function ensureBuilt(root) {
  for (const build of builds) {
    if (!existsSync(join(root, build.configuration))) continue;
    const stamp = join(root, 'dist', `.built-${build.name.replaceAll(' ', '-')}`);
    const builtAt = existsSync(join(root, build.output)) ? modifiedAt(stamp) : 0;
    if (build.inputs.every((input) => newestIn(join(root, input)) <= builtAt)) continue;
    const startedAt = new Date();
    console.log(`Building the ${build.name}`);
    if ((await runNode(root, build.parameters)) !== 0)
      throw new Failure(`The ${build.name} could not be built (see above).`);
    mkdirSync(join(root, 'dist'), { recursive: true });
    writeFileSync(stamp, '');
    // Sources that changed while the build ran must count as newer than it.
    utimesSync(stamp, startedAt, startedAt);
    console.log(`Built the ${build.name} in ${((Date.now() - startedAt.getTime()) / 1000).toFixed(1)} s`);
  }
}

/** The newest change at or below the path; folders count too, so that a deleted file is noticed. */
function newestIn(path) {
  const own = modifiedAt(path);
  if (!existsSync(path) || !statSync(path).isDirectory()) return own;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestIn(join(path, name))), own);
}

function modifiedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
