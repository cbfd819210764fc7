import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskFull, Failure } from './failure.mjs';
import { onStop } from './node.mjs';

/** Plain JavaScript for Node 20, with nothing installed: makes node_modules match package-lock.json. */
export async function ensureInstalled(root) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  if (wanted === undefined) throw new Failure('package-lock.json is missing. Clone the repository again.');
  if (isInstalled(root, wanted)) return;
  const startedAt = Date.now();
  const paths = Object.keys(wanted).filter((path) => path !== '' && !wanted[path].optional);
  const stopProgress = showProgress(root, paths, startedAt);
  try {
    await runNpmCi(root);
  } finally {
    stopProgress();
  }
  if (!isInstalled(root, wanted)) {
    throw new Failure(
      'npm ci ended without an error, but packages are missing. Delete node_modules and run the command again.',
    );
  }
  console.log(`Packages installed in ${seconds(startedAt)} s`);
}

/** npm keeps beside the packages a list of what it really installed; packages for other platforms are not in it. */
function isInstalled(root, wanted) {
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (installed === undefined || !existsSync(join(root, 'node_modules', 'node', 'bin', 'node'))) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    const found = installed[path];
    return path === '' || (found === undefined ? optional === true : found.version === version);
  });
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function showProgress(root, paths, startedAt) {
  const total = paths.length;
  console.log(`Installing ${total} packages (about 1.3 GB on disk; some minutes on a slow line)`);
  const terminal = process.stdout.isTTY;
  const show = () => {
    const count = countPackages(root, paths);
    const progress = count < total ? `${count} of ${total}` : 'Node 24 and the databases';
    const line = `Installing packages: ${progress}, ${seconds(startedAt)} s`;
    process.stdout.write(terminal ? `\r\u001b[K${line}` : `${line}\n`);
  };
  const timer = setInterval(show, terminal ? 500 : 10_000);
  return () => {
    clearInterval(timer);
    if (terminal) process.stdout.write('\r\u001b[K');
  };
}

/** npm makes all folders at once and fills them one by one; a package is there when its description is. */
function countPackages(root, paths) {
  return paths.filter((path) => existsSync(join(root, path, 'package.json'))).length;
}

function seconds(startedAt) {
  return Math.round((Date.now() - startedAt) / 1000);
}

async function runNpmCi(root) {
  // Build tools are development packages, and the Node binary comes from an install script: neither may be left out.
  const parameters = ['ci', '--include=dev', '--ignore-scripts=false', '--no-audit', '--no-fund', '--loglevel=error'];
  const npmScript = process.env.npm_execpath;
  const [program, before] =
    npmScript && /npm-cli\.c?js$/.test(npmScript) ? [process.execPath, [npmScript]] : ['npm', []];
  const stdio = ['ignore', 'pipe', 'pipe'];
  let stopped = false;
  // Before it begins: whoever sees that it has begun may stop it at once.
  const release = onStop(() => {
    stopped = true;
    killGroup(child);
  });
  const child = spawn(program, [...before, ...parameters], { cwd: root, stdio, detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-20_000);
    });
  }
  const code = await new Promise((resolve, reject) => {
    child.on('close', resolve);
    child.on('error', (error) => {
      const missing = 'npm is missing. Install Node.js with npm (https://nodejs.org) and run the command again.';
      reject(error.code === 'ENOENT' ? new Failure(missing) : error);
    });
  }).finally(release);
  if (stopped) throw new Failure('Stopped. The next start installs the packages from the beginning.', 130);
  if (code !== 0) throw new Failure(explainInstallFailure(output));
}

/**
 * npm that is asked to stop takes half a minute to take back what it unpacked. Nothing is lost without that: each
 * installation begins by deleting what a former one left. Its own group holds the install scripts that it started.
 */
function killGroup(child) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself.
    if (error.code !== 'ESRCH') throw error;
  }
}

function explainInstallFailure(output) {
  if (/ENOSPC|no space left on device/i.test(output)) return diskFull;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH/.test(output)) {
    return 'npm could not reach the package registry. Check the network or the proxy settings of npm, then run the command again.';
  }
  if (/EACCES|EPERM/.test(output)) {
    return 'npm may not write to node_modules: it belongs to another user. Delete node_modules, or run the command as its owner.';
  }
  if (/ENOTEMPTY/.test(output))
    return 'Another installation was cut off or still runs. Wait for it or delete node_modules, then try again.';
  return `npm ci failed:\n${shorten(output)}`;
}

/** npm names the cause in its first lines; what follows is mostly its manual. */
function shorten(output) {
  return output.trim().split('\n').slice(0, 15).join('\n');
}
