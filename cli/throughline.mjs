#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findNode } from '../scripts/node.mjs';

// The command line runs on the Node that npm installed, whatever started it, and in the caller's own directory.
const root = fileURLToPath(new URL('..', import.meta.url));
const main = fileURLToPath(new URL('main.ts', import.meta.url));
const child = spawn(findNode(root), [main, ...process.argv.slice(2)], { stdio: 'inherit' });
// ctrl-C reaches the child by the terminal; this process only has to outlive it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('close', (code) => {
  process.exitCode = code ?? 1;
});
