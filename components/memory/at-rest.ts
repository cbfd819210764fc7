/** Milliseconds. How often a process or thread looks at itself. */
const lookEvery = 10_000;

/** It is at rest when it used less of one core than this; time at work would not tell where other programs work too. */
const quiet = 0.15;

/** Processor time of a process or thread since `before`, in microseconds: `process.cpuUsage` or `process.threadCpuUsage`. */
type ReadProcessorTime = (before?: NodeJS.CpuUsage) => NodeJS.CpuUsage;

/** Calls `atRest` after every ten seconds in which little was done. What it does itself does not count. */
export function watchForRest(processorTime: ReadProcessorTime, atRest: () => void): void {
  let before = processorTime();
  setInterval(() => {
    const { user, system } = processorTime(before);
    if ((user + system) / 1_000 < lookEvery * quiet) atRest();
    before = processorTime();
  }, lookEvery).unref();
}
