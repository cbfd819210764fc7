import { Command } from 'commander';
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

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof UsageError || error instanceof CommandError) console.error(error.message);
  else console.error(error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
