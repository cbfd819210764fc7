/** A failure that the person at the terminal can mend: its message is printed alone, without a stack. */
export class Failure extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs the program's main function; prints what went wrong and ends the process with its exit code. */
export async function runMain(main) {
  // Whoever reads the output may go away (npm start | head); that is no reason to stop.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(`\n${error instanceof Failure ? error.message : describe(error)}`);
    process.exitCode = error instanceof Failure ? error.exitCode : 1;
  }
}

function describe(error) {
  if (error?.code === 'ENOSPC') return diskFull;
  return error?.stack ?? String(error);
}

export const diskFull = 'The disk is full. Free some space (about 2 GB are needed) and run the command again.';
