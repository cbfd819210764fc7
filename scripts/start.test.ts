import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import packageDescription from '../package.json' with { type: 'json' };
import { root } from './repository.ts';

/** A clone with one package in its lock file and a server of a few lines, so that each case takes no longer than Node. */
let clone: string;

const server = `
  process.on('SIGINT', () => { console.log('interrupted'); process.exit(130); });
  console.log('serving', process.pid, process.env.MALLOC_ARENA_MAX, process.argv.slice(2).join(' '));
  if (process.argv.includes('wait')) setInterval(() => {}, 1000);
  else process.exitCode = 7;
`;

before(() => {
  clone = mkdtempSync(join(tmpdir(), 'throughline-start-'));
  cpSync(join(root, 'scripts'), join(clone, 'scripts'), { recursive: true });
  mkdirSync(join(clone, 'server'));
  mkdirSync(join(clone, 'programs'));
  symlinkSync(process.execPath, join(clone, 'programs/node'));
  writeFileSync(join(clone, 'server/main.ts'), server);
  writeFileSync(
    join(clone, 'package-lock.json'),
    JSON.stringify({ packages: { '': {}, 'node_modules/node': { version: '24.0.0' } } }),
  );
});

after(() => rmSync(clone, { recursive: true, force: true }));

const failures = [
  {
    name: 'the disk is full',
    npm: 'echo "npm error code ENOSPC" >&2; exit 1',
    says: /The disk is full\. Free some space/,
  },
  {
    name: 'the registry is out of reach',
    npm: 'echo "npm error code ENOTFOUND" >&2; exit 1',
    says: /Check the network/,
  },
  {
    name: 'npm says something else',
    npm: 'echo "npm error strange" >&2; exit 1',
    says: /npm ci failed:\nnpm error strange/,
  },
  { name: 'npm installs nothing', npm: 'exit 0', says: /packages are missing\. Delete node_modules/ },
  { name: 'npm is missing', npm: undefined, says: /npm is missing\. Install Node\.js/ },
];

for (const { name, npm, says } of failures) {
  test(`one sentence says what to do when ${name}`, async () => {
    const program = join(clone, 'programs/npm');
    rmSync(program, { force: true });
    if (npm !== undefined) writeFileSync(program, `#!/bin/sh\n${npm}\n`, { mode: 0o755 });
    const { code, output } = await finish(run('prestart'));
    assert.equal(code, 1);
    assert.match(output, says);
    assert.doesNotMatch(output, /\n {4}at /);
  });
}

test('an interrupt ends the installation at once, with all that npm started', async () => {
  const begun = join(clone, 'begun');
  const stubborn = `#!/bin/sh\ntrap "" INT TERM\n/bin/sleep 60 &\n: > ${begun}\nwait\n`;
  writeFileSync(join(clone, 'programs/npm'), stubborn, { mode: 0o755 });
  const child = run('prestart');
  const finished = finish(child);
  while (!existsSync(begun)) await sleep(10);
  child.kill('SIGINT');
  // The pipes close only when what npm started has ended too.
  const { code, output } = await finished;
  assert.equal(code, 130);
  assert.match(output, /Stopped\. The next start installs the packages from the beginning\.\n$/);
});

test('an installed clone has nothing to do before the start', async () => {
  install();
  assert.deepEqual(await finish(run('prestart')), { code: 0, output: '' });
});

test('the server gets the parameters, and its exit code is that of the start', async () => {
  const child = run('start', ['--port', '4100']);
  // The server has taken the place of what started it: nothing else stays in memory, and a signal reaches it.
  assert.deepEqual(await finish(child), { code: 7, output: `serving ${child.pid} 2 --port 4100\n` });
});

test('an interrupt reaches the server', async () => {
  const child = run('start', ['wait']);
  const finished = finish(child);
  if (child.stdout) await once(child.stdout, 'data');
  child.kill('SIGINT');
  assert.deepEqual(await finished, { code: 130, output: `serving ${child.pid} 2 wait\ninterrupted\n` });
});

function install(): void {
  mkdirSync(join(clone, 'node_modules/node/bin'), { recursive: true });
  symlinkSync(process.execPath, join(clone, 'node_modules/node/bin/node'));
  cpSync(join(clone, 'package-lock.json'), join(clone, 'node_modules/.package-lock.json'));
}

/** A script of package.json, as npm runs it. */
function run(script: 'prestart' | 'start', parameters: readonly string[] = []): ChildProcess {
  return spawn('/bin/sh', ['-c', `${packageDescription.scripts[script]} "$@"`, 'npm', ...parameters], {
    cwd: clone,
    env: { PATH: `${join(clone, 'programs')}:/nowhere` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function finish(child: ChildProcess): Promise<{ code: unknown; output: string }> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = await once(child, 'close');
  return { code, output };
}
