import { readFile } from 'node:fs/promises';
import { openFunction } from './c-library.ts';

/** madvise(2): https://man7.org/linux/man-pages/man2/madvise.2.html. Addresses stay below 2^53. */
type Advise = (address: number, bytes: number, advice: number) => number;

const doNotNeed = 4;

/**
 * Gives back the pages of a library's file that this process has looked at. The start goes through most of a large library
 * once (of the 560 MB of ClickHouse 210 are then resident), and a shop at work needs 90 of them. Only what is as it stands in
 * the file is given back: a page that is needed again comes out of the system's file cache within microseconds. Does nothing
 * with another C library than glibc.
 */
export async function releaseLibrary(fileName: string): Promise<void> {
  const advise = await openFunction<Advise>('int madvise(uintptr_t addr, size_t length, int advice)');
  if (!advise) return;
  for (const { from, to } of unchangedMappings(await readFile('/proc/self/smaps', 'utf8'), fileName)) {
    if (advise(from, to - from, doNotNeed) !== 0) throw new Error(`The system keeps pages of ${fileName}`);
  }
}

interface Mapping {
  readonly from: number;
  readonly to: number;
}

/** Of proc_pid_smaps(5): mappings of that file that nothing can write to and nothing has written to. */
function unchangedMappings(smaps: string, fileName: string): readonly Mapping[] {
  return smaps.split(/\n(?=[0-9a-f]+-[0-9a-f]+ )/).flatMap((entry) => {
    const head = /^([0-9a-f]+)-([0-9a-f]+) r-[x-]p .* (\/.*)$/m.exec(entry);
    if (!head?.[3]?.endsWith(`/${fileName}`) || !/^Anonymous: +0 kB$/m.test(entry)) return [];
    return [{ from: Number.parseInt(head[1] ?? '', 16), to: Number.parseInt(head[2] ?? '', 16) }];
  });
}
