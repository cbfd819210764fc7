import { StartupError } from '../startup-error.ts';

/** Turns what a PostgreSQL program wrote before it gave up into one sentence that says what to do. */
export function explainFailure(task: string, output: string, directory: string): StartupError {
  if (/No space left on device|Disk quota exceeded/i.test(output)) {
    return new StartupError(
      `PostgreSQL could not ${task} because the disk that holds ${directory} is full. Free some space and start again.`,
    );
  }
  if (/could not look up effective user ID/i.test(output)) {
    return new StartupError(
      `PostgreSQL could not ${task} because this user has no entry in /etc/passwd. Add one, or set DATABASE_URL to a PostgreSQL server.`,
    );
  }
  if (/wrong ownership/i.test(output)) {
    return new StartupError(
      `PostgreSQL could not ${task} because ${directory} belongs to another user. A copy must keep its owners (cp -a); or give the folder back to the user that ran it (chown -R).`,
    );
  }
  // Every session says the same when the server goes.
  const lines = new Set(output.split('\n'));
  const decisive = [...lines].filter((line) => /FATAL|PANIC|ERROR|error:|HINT/.test(line));
  const reason = (decisive.length > 0 ? decisive : output.trim().split('\n').slice(-3)).join(' ').trim();
  return new StartupError(`PostgreSQL could not ${task} in ${directory}: ${reason || 'it ended without saying why'}`);
}
