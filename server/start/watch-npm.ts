const checkMilliseconds = 500;

/** Calls back when the npm that started this process has ended: a killed one passes nothing on, only a new parent tells. */
export function watchNpm(ended: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    ended();
  }, checkMilliseconds);
  timer.unref();
}
