const lookEvery = 10_000;

/** The process is at rest when it used less of one core than this. */
const quiet = 0.15;

type Trim = (bytesKeptAtTheEnd: number) => number;

/**
 * Has the C library give back what it holds free when the whole process comes to rest. glibc itself gives back only what lies
 * at the end of a heap, and after the demo load 86 of its 116 MB were free ones in between. The first time takes some 20 ms,
 * each further one 1 ms (malloc_trim(3): https://man7.org/linux/man-pages/man3/malloc_trim.3.html).
 */
export async function trimAtRest(): Promise<void> {
  const trim = await openTrim();
  if (trim === undefined) return;
  let before = process.cpuUsage();
  setInterval(() => {
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    if ((user + system) / 1_000 < lookEvery * quiet) trim(0);
  }, lookEvery).unref();
}

/** Undefined with another C library than glibc. */
export async function openTrim(): Promise<Trim | undefined> {
  const { header } = process.report.getReport() as { readonly header: { readonly glibcVersionRuntime?: string } };
  if (header.glibcVersionRuntime === undefined) return undefined;
  const { default: koffi } = await import('koffi');
  return koffi.load(null).func('int malloc_trim(size_t pad)') as Trim;
}
