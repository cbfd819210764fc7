import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startTestServer, type TestServer } from '#test/server.ts';

let server: TestServer;
let directory: string;
before(async () => {
  server = await startTestServer();
  directory = await mkdtemp(join(tmpdir(), 'throughline-cli-'));
});
after(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a person would, with credentials from the server's data directory. */
async function throughline(...words: readonly string[]): Promise<Ended> {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, ...words, '--url', server.url, '--data', server.directory]);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (output.stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (output.stderr += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, ...output };
}

test('import against the server: taken as history, rejected rows in a report, nothing sent twice', async () => {
  const file = join(directory, 'events.csv');
  await writeFile(file, 'userId,event,timestamp\nanna,Seen,2024-05-01\n,Seen,2024-05-01\nundefined,Seen,2024-05-01\n');
  const first = await throughline('import', 'events', '--file', file);
  assert.equal(first.code, 3, first.stderr);
  assert.match(first.stderr, / 100 %/);
  assert.match(first.stdout, /1 event taken.*\n2 rows left out \(missing_person 1, refused_by_server 1\)/);
  const report = await readFile(`${file}.rejected.csv`, 'utf8');
  assert.match(
    report,
    /^\ufeffuserId,event,timestamp,import_line,.*\n,Seen,2024-05-01,3,rejected,missing_person,.*\nundefined,Seen,2024-05-01,4,rejected,refused_by_server,.*userId/,
  );
  assert.deepEqual(
    server.events.map(({ imported, identities }) => [imported, identities[0]?.value]),
    [[true, 'anna']],
  );
  const second = await throughline('import', 'events', '--file', file);
  assert.equal(second.code, 0);
  assert.match(second.stdout, /was imported already/);
  assert.equal(server.events.length, 1);
});

test('what cannot be done is said in a sentence, with the exit code for it', async () => {
  const missing = await throughline('import', 'events', '--file', join(directory, 'none.csv'));
  assert.deepEqual(
    [missing.code, /none\.csv/.test(missing.stderr), /\n {4}at /.test(missing.stderr)],
    [2, true, false],
  );
  const file = join(directory, 'one.csv');
  await writeFile(file, 'userId,event,timestamp\na,b,2024-05-01\n');
  const key = await throughline('import', 'events', '--file', file, '--api-key', 'wrong');
  assert.equal(key.code, 1);
  assert.match(key.stderr, /refuses the API key/);
  const option = await throughline('import', 'events', '--nonsense');
  assert.equal(option.code, 2);
});

test('export and doctor speak with the server', async () => {
  const people = await throughline('export', 'profiles');
  assert.deepEqual(
    [people.code, people.stdout],
    [0, 'id,name,email,phone,userId,firstSeenAt,lastSeenAt,orders,value\n'],
  );
  const { code, stdout } = await throughline('doctor');
  assert.equal(code, 0, stdout);
  assert.match(stdout, /ok {4}A server answers/);
  assert.match(stdout, /warn {2}The server is version 0\.0\.0-test/);
});

test('what an export or a replay cannot do is said in one sentence, and a reader that goes away ends it', async () => {
  const outside = await throughline('export', 'profiles', '--out', join(directory, 'none', 'people.csv'));
  assert.deepEqual([outside.code, outside.stderr.trim().split('\n').length], [2, 1], outside.stderr);
  const unknown = await throughline('export', 'profiles', '--segment', 'none');
  assert.equal(unknown.code, 1);
  assert.match(unknown.stderr, /404|segment/);
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const replay = spawn(process.execPath, [main, 'replay', '--database', 'postgres://someone:secret@127.0.0.1:1/x']);
  let said = '';
  replay.stderr.on('data', (chunk) => (said += String(chunk)));
  assert.equal(await new Promise((resolve) => replay.on('close', resolve)), 1);
  assert.match(said, /^The database cannot be read \(ECONNREFUSED\)\. .*--database.*\n$/);

  const left = spawn(process.execPath, [
    ...[main, 'export', 'profiles'],
    ...['--url', server.url, '--data', server.directory],
  ]);
  left.stdout.destroy();
  let complaint = '';
  left.stderr.on('data', (chunk) => (complaint += String(chunk)));
  assert.equal(await new Promise((resolve) => left.on('close', resolve)), 0);
  assert.doesNotMatch(complaint, /EPIPE/);
});
