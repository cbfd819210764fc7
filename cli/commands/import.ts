import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { knownCountry } from '#contracts/country.ts';
import type { UnreadCount } from '#contracts/unread-value.ts';
import { customers } from '#flow/import/customers.ts';
import { events } from '#flow/import/events.ts';
import type { ImportKind, OrderRules } from '#flow/import/kind.ts';
import { orders } from '#flow/import/orders.ts';
import { connect, withConnectionOptions } from '../connection.ts';
import { type ImportSummary, runImport } from '../import/run-import.ts';
import { type ProgressBar, startProgress } from '../progress.ts';
import { addImportUndoCommands } from './import-undo.ts';

/** Exit code when the import went through but left rows out: scripts can tell it from a clean one. */
const someRowsRejected = 3;

const list = (text: string, held: string[] = []) => [...held, ...text.split(',').map((part) => part.trim())];
const country = (text: string) => {
  const code = text.toUpperCase();
  if (!knownCountry.safeParse(code).success)
    throw new InvalidArgumentError('Write the country as its two ISO 3166 letters, for example GB.');
  return code;
};
const count = (text: string) => {
  const number = Number(text);
  if (!Number.isInteger(number)) throw new InvalidArgumentError('Write a whole number.');
  return number;
};

export function addImportCommand(program: Command): void {
  const command = program
    .command('import')
    .description('bring history in from CSV files; it moves profiles and segments but starts no journey');
  addKind(command, customers, 'one person per row');
  addKind(command, events, 'one event per row');
  addKind(command, orders, 'one order per row, or one order line per row')
    .option('--currency <code>', 'currency where no column says it', 'GBP')
    .option('--refund-prefix <text>', 'orders whose number begins so are cancellations', '')
    .option('--adjustment-prefix <text>', 'orders whose number begins so correct the books and are left out', '')
    .option('--shipping-codes <codes>', 'codes of lines that are carriage', list, [])
    .option('--discount-codes <codes>', 'codes of lines that are discounts', list, [])
    .option('--fee-codes <codes>', 'codes of lines to leave out', list, []);
  addImportUndoCommands(command);
}

function addKind(parent: Command, kind: ImportKind, rows: string): Command {
  const columns = [...kind.columns.targets, `${kind.columns.open}.<name>`].join(', ');
  const command = parent
    .command(kind.name)
    .description(`import ${kind.name} from a CSV file (${rows}); columns it fills: ${columns}`)
    .requiredOption('--file <path>', 'CSV file, plain or gzip')
    .option('--map <target=Column>', 'which column fills what; several parted by commas', list, [])
    .option('--delimiter <character>', 'what parts the columns', ',')
    .option('--time-zone <zone>', 'zone of times that are written without one', 'UTC')
    .addOption(
      new Option(
        '--country <code>',
        "country in which phone numbers without a country code are read (default: the workspace's)",
      ).argParser(country),
    )
    .option('--report <path>', 'where to write rejected rows (default: <file>.rejected.csv)')
    .option('--again', 'send the file again although it was imported', false)
    .addOption(new Option('--shift-weeks <weeks>', 'move all times by whole weeks').argParser(count).default(0))
    .addOption(new Option('--batch-size <events>', 'events in one request').argParser(count).default(500))
    .addOption(new Option('--concurrency <requests>', 'requests at once').argParser(count).default(4));
  withConnectionOptions(command).action((options: ImportOptions) => importFile(kind, options));
  return command;
}

interface ImportOptions {
  readonly file: string;
  readonly map: readonly string[];
  readonly delimiter: string;
  readonly timeZone: string;
  readonly country?: string;
  readonly report?: string;
  readonly again: boolean;
  readonly shiftWeeks: number;
  readonly batchSize: number;
  readonly concurrency: number;
  readonly url: string;
  readonly data: string;
  readonly apiKey?: string;
  readonly currency?: string;
  readonly refundPrefix?: string;
  readonly adjustmentPrefix?: string;
  readonly shippingCodes?: readonly string[];
  readonly discountCodes?: readonly string[];
  readonly feeCodes?: readonly string[];
}

async function importFile(kind: ImportKind, options: ImportOptions): Promise<void> {
  const { url, apiKey, dataDirectory } = await connect(options);
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  const reportFile = options.report ?? `${options.file}.rejected.csv`;
  const bar = startProgress(process.stderr, kind.name, 'events');
  try {
    const summary = await runImport({
      ...options,
      kind,
      url,
      apiKey,
      currency: options.currency ?? '',
      orders: orderRules(options),
      reportFile,
      stateDirectory: join(dataDirectory, 'imports'),
      signal: interrupt.signal,
      now: () => new Date(),
      onWait: waitNote(bar),
      onProgress: (progress, lines) => bar.update(progress.line, lines, progress.settled),
    });
    // Rows that were left out at the end are of no batch.
    bar.update(summary.lines, summary.lines, summary.progress.settled);
    bar.end();
    report(summary, options, reportFile);
  } catch (error) {
    bar.end();
    if (!interrupt.signal.aborted) throw error;
    console.error('Interrupted. Run the same command again to go on from here.');
    process.exitCode = 130;
  }
}

/** A busy server is normal and quick; only a wait that a person would notice is worth a line. */
function waitNote(bar: ProgressBar): (reason: string, milliseconds: number) => void {
  return (reason, milliseconds) => {
    if (milliseconds >= 2_000) bar.note(`${reason} Waiting ${Math.round(milliseconds / 1000)} s.`);
  };
}

function report(
  { progress, importId, resumedAt, finishedBefore, rejected }: ImportSummary,
  { file, country }: ImportOptions,
  reportFile: string,
): void {
  if (finishedBefore !== null) {
    console.log(
      `${file} was imported already, at ${finishedBefore}. Nothing was sent. Use --again to send it once more.`,
    );
    return;
  }
  const resumed = resumedAt > 0 ? ` (${resumedAt} of them by an earlier run)` : '';
  console.log(`${counted(progress.taken, 'event')} taken${resumed}, ${progress.duplicates} there already.`);
  reportRejected(rejected, reportFile);
  reportUnread(progress.unread ?? [], reportFile, country);
  if (importId !== undefined) console.log(`To take it back: throughline import undo ${importId}`);
}

function reportRejected(rejected: ImportSummary['rejected'], reportFile: string): void {
  if (rejected.rows === 0) return;
  const reasons = [...rejected.byReason].map(([reason, rows]) => `${reason} ${rows}`).join(', ');
  console.log(`${counted(rejected.rows, 'row')} left out (${reasons}). The rows with their reasons: ${reportFile}`);
  process.exitCode = someRowsRejected;
}

function reportUnread(unread: readonly UnreadCount[], reportFile: string, chosen: string | undefined): void {
  for (const { column, reason, count: rows, lines } of unread) {
    const more = rows > lines.length ? ' ...' : '';
    console.log(`${counted(rows, 'row')} imported without "${column}" (${reason}), lines ${lines.join(', ')}${more}`);
  }
  if (unread.length === 0) return;
  if (unread.some(({ reason }) => reason === 'invalid_phone')) {
    const of = chosen ?? 'the country in the settings of the workspace';
    console.log(`Phone numbers without a country code are read as ones of ${of}. Name another country with --country.`);
  }
  console.log(`The rows are in ${reportFile}, marked as imported_without.`);
}

function counted(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}

function orderRules(options: ImportOptions): OrderRules {
  const codes = (texts: readonly string[] = []) => new Set(texts.map((text) => text.toUpperCase()));
  return {
    refundPrefix: options.refundPrefix ?? '',
    adjustmentPrefix: options.adjustmentPrefix ?? '',
    shippingCodes: codes(options.shippingCodes),
    discountCodes: codes(options.discountCodes),
    feeCodes: codes(options.feeCodes),
  };
}
