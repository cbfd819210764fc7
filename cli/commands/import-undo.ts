import type { Command } from 'commander';
import { type ImportJob, importList } from '#contracts/api/import.ts';
import type { ImportUndoPreview } from '#contracts/api/import-undo.ts';
import { connect, withConnectionOptions } from '../connection.ts';
import { previewImportUndo, undoImport } from '../import/import-undo.ts';
import { createManagementClient } from '../management-client.ts';
import { startProgress } from '../progress.ts';
import { UsageError } from '../usage-error.ts';

interface Options {
  readonly url: string;
  readonly data: string;
  readonly apiKey?: string;
  readonly dryRun: boolean;
}

export function addImportUndoCommands(importing: Command): void {
  withConnectionOptions(
    importing.command('list').description('the newest imports, of files, sources and this command, with their ids'),
  ).action(list);
  withConnectionOptions(
    importing
      .command('undo')
      .argument('<id>', 'as "import list" and the end of an import say it')
      .description('take back what an import brought, as far as nobody has changed it since')
      .option('--dry-run', 'only say what that would concern', false),
  ).action(undo);
}

async function list(options: Omit<Options, 'dryRun'>): Promise<void> {
  const client = createManagementClient(await connect(options));
  const { items } = await client.get('/imports?limit=50', importList);
  if (items.length === 0) console.log('Nothing was imported yet.');
  for (const job of items) console.log(lineOf(job));
}

function lineOf({ id, createdAt, status, clientKind, mapping, source, name, bytes, progress }: ImportJob): string {
  // Calls that share a name have no file.
  const client = bytes === 0 ? 'api' : 'command line';
  const origin = clientKind !== null ? client : source !== null ? 'source' : 'file';
  const taken = `${progress?.taken ?? 0} taken`;
  const kind = clientKind ?? mapping?.kind ?? '';
  return [id, createdAt, status.padEnd(9), origin.padEnd(12), kind.padEnd(9), taken.padStart(14), name].join('  ');
}

async function undo(id: string, { dryRun, ...options }: Options): Promise<void> {
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  const client = createManagementClient({ ...(await connect(options)), signal: interrupt.signal });
  const bar = startProgress(process.stderr, 'undo', 'people');
  try {
    const preview = await previewImportUndo(client, id);
    if (dryRun) return console.log(describe(preview));
    if (preview.obstacle === 'unmarked') {
      throw new UsageError('An older version imported this; what it brought carries no mark by which to take it back.');
    }
    const { undo: result } = await undoImport(client, id, (done, all) => bar.update(done, all, done), interrupt.signal);
    bar.end();
    console.log(
      `Taken back from ${result?.people ?? 0} people; ${result?.removed ?? 0} who came with it alone are gone.`,
    );
  } catch (error) {
    bar.end();
    if (!interrupt.signal.aborted) throw error;
    console.error('The server goes on with what was begun; "import list" says how far it is.');
    process.exitCode = 130;
  }
}

function describe({ people, onlyPeople, events, orders, traits, consents }: ImportUndoPreview): string {
  const facts = `${events} events, ${orders} orders, ${traits} values of traits, ${consents} words of consent`;
  return `It brought ${facts} to ${people} people; ${onlyPeople} of them came with it alone and would go.`;
}
