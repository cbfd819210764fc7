/**
 * Whoever reads along may go away (`npm start | head`), and the disk behind a redirection may be full: what cannot be
 * written is lost, and the platform goes on.
 */
export function outliveReaders(): void {
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
}
