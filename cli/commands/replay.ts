import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { openDatabase } from '#components/postgres/database.ts';
import { startProgress } from '../progress.ts';
import { openEmbeddedDatabase } from '../replay/database-address.ts';
import { readRecordedLane } from '../replay/recorded-lane.ts';
import { type ReplayResult, replayLane } from '../replay/replay-lane.ts';
import { CommandError } from '../usage-error.ts';

interface ReplayOptions {
  readonly lane: number;
  readonly from: number;
  readonly to: number;
  readonly data: string;
  readonly database?: string;
  readonly out?: string;
}

const whole = (text: string) => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Write a whole number.');
  return Number(text);
};

export function addReplayCommand(program: Command): void {
  program
    .command('replay')
    .description('run what a lane has recorded through the same rules again, and compare; reads only')
    .addOption(new Option('--lane <number>', 'first lane of the partition').argParser(whole).default(0))
    .addOption(new Option('--from <commit>', 'compare people last changed from here on').argParser(whole).default(1))
    .addOption(
      new Option('--to <commit>', 'and up to here').argParser(whole).default(Number.MAX_SAFE_INTEGER, 'the newest'),
    )
    .option('--data <directory>', 'data directory with the embedded database', process.env.THROUGHLINE_DATA ?? 'data')
    .option('--database <url>', 'address of a PostgreSQL server (default: DATABASE_URL, else the embedded one)')
    .option('--out <path>', 'where to write the documents that differ, as JSON lines')
    .action(replay);
}

async function replay({ lane, from, to, data, out, ...options }: ReplayOptions): Promise<void> {
  const url = options.database ?? process.env.DATABASE_URL;
  const database = url === undefined ? await openEmbeddedDatabase(resolve(data)) : { url, close: async () => {} };
  const sql = openDatabase(database.url, { max: 1, applicationName: 'throughline-replay' });
  const bar = startProgress(process.stderr, `lane ${lane}`, 'commits');
  try {
    await sql`select 1`.catch((error: unknown) => {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      throw new CommandError(
        `The database cannot be read (${reason}). Check that it runs, and its address in --database or DATABASE_URL.`,
      );
    });
    const result = await readRecordedLane(sql, lane, (recorded) =>
      replayLane(recorded, { from, to, onCommit: (number) => bar.update(number, recorded.newest, number) }),
    );
    bar.end();
    await report(result, out);
  } finally {
    await sql.end();
    await database.close();
  }
}

async function report({ different, ...counts }: ReplayResult, out: string | undefined): Promise<void> {
  const { commits, stimuli, timers, facts, people } = counts;
  console.log(`${commits} commits with ${stimuli} stimuli and ${timers} timers gave ${facts} facts.`);
  if (different.length === 0) {
    console.log(`equal: the documents of ${people} people came out as they are stored.`);
    return;
  }
  console.log(`different: ${different.length} of ${people} people came out otherwise.`);
  for (const { subject, lastCommit } of different.slice(0, 20)) {
    console.log(`  ${subject.slice(subject.indexOf(':') + 1)}  last changed by commit ${lastCommit}`);
  }
  if (out !== undefined) await writeFile(out, different.map((one) => `${JSON.stringify(one)}\n`).join(''));
  process.exitCode = 1;
}
