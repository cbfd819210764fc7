import { readdir, readFile } from 'node:fs/promises';

export interface ProcessMemory {
  readonly processId: number;
  readonly name: string;
  /** Pages in memory, in megabytes; a page that several processes share counts in each. */
  readonly resident: number;
  /** The same, with each shared page divided by how many share it: a sum counts every page once. */
  readonly proportional: number;
}

const clockTicksPerSecond = 100;

/** A process and all that descend from it, from Linux's /proc. Throws elsewhere. */
export async function processTree(root: number): Promise<readonly number[]> {
  const children = new Map<number, number[]>();
  for (const entry of await readdir('/proc')) {
    const parent = /^\d+$/.test(entry) ? (await readStat(`/proc/${entry}/stat`))?.parent : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const tree = [root];
  for (const process of tree) tree.push(...(children.get(process) ?? []));
  return tree;
}

/** Sorted by size. Processes that ended meanwhile are left out. */
export async function readMemory(processes: readonly number[]): Promise<readonly ProcessMemory[]> {
  const read = processes.map(async (processId): Promise<ProcessMemory | undefined> => {
    const [rollup, command] = await Promise.all([
      readText(`/proc/${processId}/smaps_rollup`),
      readText(`/proc/${processId}/cmdline`),
    ]);
    if (rollup === undefined || command === undefined) return undefined;
    const kilobytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0);
    return {
      processId,
      name: nameOf(command),
      resident: kilobytes('Rss') / 1_024,
      proportional: kilobytes('Pss') / 1_024,
    };
  });
  const found = (await Promise.all(read)).filter((memory) => memory !== undefined);
  return found.toSorted((a, b) => b.proportional - a.proportional);
}

/** Processor time of one thread so far, in seconds. */
interface ThreadTime {
  /** The server's threads by name, and each engine. */
  readonly part: string;
  readonly seconds: number;
}

/** Of all threads of a platform, by process and thread id. */
export type ProcessorTimes = ReadonlyMap<string, ThreadTime>;

export async function readProcessorTimes(root: number): Promise<ProcessorTimes> {
  const times = new Map<string, ThreadTime>();
  for (const process of await processTree(root)) {
    const name = nameOf((await readText(`/proc/${process}/cmdline`)) ?? '');
    const whole = await readStat(`/proc/${process}/stat`);
    let ended = whole?.ticks ?? 0;
    for (const thread of await readdir(`/proc/${process}/task`).catch(() => [])) {
      const stat = await readStat(`/proc/${process}/task/${thread}/stat`);
      if (stat === undefined) continue;
      ended -= stat.ticks;
      const part = name === 'server' ? `server ${partOf(stat.name)}` : name.replace(/^(PostgreSQL).*/, '$1');
      times.set(`${process} ${thread}`, { part, seconds: stat.ticks / clockTicksPerSecond });
    }
    // A thread that has ended, as that of an import, stands in the time of its process alone.
    if (name === 'server')
      times.set(`${process} ended`, { part: 'server threads that ended', seconds: ended / clockTicksPerSecond });
  }
  return times;
}

/** Seconds used by each part since an earlier reading. */
export function processorTimesSince(before: ProcessorTimes, now: ProcessorTimes): ReadonlyMap<string, number> {
  const used = new Map<string, number>();
  const add = (part: string, seconds: number) => used.set(part, (used.get(part) ?? 0) + seconds);
  for (const [thread, { part, seconds }] of now) add(part, seconds - (before.get(thread)?.seconds ?? 0));
  // One that ran then and has ended since is counted whole by now.
  for (const [thread, { seconds }] of before) {
    const ended = now.get(`${thread.split(' ')[0]} ended`);
    if (ended && !now.has(thread)) add(ended.part, -seconds);
  }
  return used;
}

/** Each part's share of one core within `seconds`, the largest first. */
export function describeShares(used: ReadonlyMap<string, number>, seconds: number): string {
  return [...used]
    .map(([part, processorSeconds]) => ({ part, share: (processorSeconds / seconds) * 100 }))
    .filter(({ share }) => share >= 1)
    .toSorted((a, b) => b.share - a.share)
    .map(({ part, share }) => `${part} ${share.toFixed(0)} %`)
    .join(', ');
}

function partOf(thread: string): string {
  if (thread === 'MainThread' || thread === 'node') return 'main';
  if (thread.startsWith('V8Worker')) return 'garbage collection and compiler';
  return /^(lane|outbound)/.test(thread) ? thread : 'input and output helpers';
}

function nameOf(commandLine: string): string {
  const command = commandLine.replaceAll('\0', ' ').trim();
  if (command.includes('chdb-server.ts')) return 'ClickHouse (chDB)';
  if (command.includes('server/main.ts')) return 'server';
  if (/^npm\b/.test(command)) return 'npm';
  const postgres = /^postgres: (.*)/.exec(command)?.[1];
  if (postgres !== undefined) return `PostgreSQL: ${postgres.includes('127.0.0.1') ? 'connection' : postgres.trim()}`;
  if (command.includes('/bin/postgres')) return 'PostgreSQL: main';
  return command.slice(0, 60);
}

async function readStat(
  path: string,
): Promise<{ readonly name: string; readonly parent: number; readonly ticks: number } | undefined> {
  const text = await readText(path);
  if (text === undefined) return undefined;
  // The name stands in parentheses and may hold anything.
  const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { name, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

/** Undefined when the process has ended meanwhile. */
async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
