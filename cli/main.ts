import { Command, CommanderError } from 'commander';
import { StartupError } from '#components/startup-error.ts';
import packageJson from '../package.json' with { type: 'json' };
import { addDoctorCommand } from './commands/doctor.ts';
import { addExportCommand } from './commands/export.ts';
import { addImportCommand } from './commands/import.ts';
import { addReplayCommand } from './commands/replay.ts';
import { CommandError, UsageError } from './usage-error.ts';

const program = new Command('throughline')
  .description('Throughline from the command line')
  .version(packageJson.version)
  .showHelpAfterError('(add --help for what it takes)');
addImportCommand(program);
addExportCommand(program);
addDoctorCommand(program, packageJson.version);
addReplayCommand(program);

// Commander ends with 1 for a command that it does not understand; that is kept for what was begun and could not be ended.
const usage = 2;
program.exitOverride();
for (const command of allCommands(program)) command.exitOverride();

// Whoever reads along has enough (export | head): there is nothing left to do.
process.stdout.on('error', (error) => {
  if ('code' in error && error.code === 'EPIPE') process.exit();
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usage;
  if (error instanceof UsageError || isMissingFile(error)) {
    console.error(error.message);
    return usage;
  }
  if (error instanceof CommandError || error instanceof StartupError) console.error(error.message);
  else console.error(error);
  return 1;
}

/** A file that was named on the command line and cannot be opened. */
function isMissingFile(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && error.syscall === 'open' && 'path' in error;
}

function allCommands(command: Command): Command[] {
  return command.commands.flatMap((inner) => [inner, ...allCommands(inner)]);
}
