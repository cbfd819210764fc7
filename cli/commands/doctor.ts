import { resolve } from 'node:path';
import type { Command } from 'commander';
import { connect, withConnectionOptions } from '../connection.ts';
import { checkDataDirectory } from '../doctor/check-data-directory.ts';
import { checkServer, checkSystem } from '../doctor/check-server.ts';
import { describeFinding, type Finding, fail, ok } from '../doctor/finding.ts';
import { UsageError } from '../usage-error.ts';

export function addDoctorCommand(program: Command, version: string): void {
  const command = program
    .command('doctor')
    .description('look whether everything is well, and say how to mend what is not');
  withConnectionOptions(command).action(async (options: Parameters<typeof connect>[0]) => {
    const findings = await examine(options, version);
    for (const finding of findings) console.log(describeFinding(finding));
    if (findings.some(({ level }) => level === 'fail')) process.exitCode = 1;
  });
}

async function examine(options: Parameters<typeof connect>[0], version: string): Promise<readonly Finding[]> {
  const { findings, reachable } = await checkServer(options.url, Date.now);
  return [
    ok(`Node ${process.versions.node}.`),
    ...findings,
    ...(reachable ? await checkAsKeyHolder(options, version) : []),
    ...(await checkDataDirectory(resolve(options.data), reachable)),
  ];
}

async function checkAsKeyHolder(options: Parameters<typeof connect>[0], version: string): Promise<readonly Finding[]> {
  try {
    const { url, apiKey } = await connect(options);
    return await checkSystem(url, apiKey, version);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [fail('Without an API key the server cannot be asked about itself.', error.message)];
  }
}
