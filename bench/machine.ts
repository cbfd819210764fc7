import { execFileSync } from 'node:child_process';
import { arch, cpus, loadavg, release, totalmem } from 'node:os';

/** Where and under which circumstances figures were measured; belongs beside every one of them. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly system: string;
  readonly node: string;
  /** Short hash of the checkout, with a plus when files differ from it. */
  readonly commit: string;
  readonly measuredAt: string;
  /** Of the last minute before: what else the machine does, and what the scenario before left. */
  readonly loadAverage: number;
}

export function describeMachine(): Machine {
  const all = cpus();
  return {
    processor: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryGigabytes: Math.round(totalmem() / 1024 ** 3),
    system: `${process.platform} ${release()} ${arch()}`,
    node: process.version,
    commit: commitOfCheckout(),
    measuredAt: new Date().toISOString(),
    loadAverage: loadavg()[0] ?? 0,
  };
}

export function machineSentence(machine: Machine): string {
  const { processor, cores, memoryGigabytes, system, node, commit, measuredAt, loadAverage } = machine;
  return (
    `${processor}, ${cores} cores, ${memoryGigabytes} GB, ${system}, Node ${node.slice(1)}, commit ${commit}, ` +
    `${measuredAt.slice(0, 16).replace('T', ' ')} UTC, load average ${loadAverage.toFixed(2)}; ` +
    'everything on 127.0.0.1 of this machine, load generator included; fsync on'
  );
}

function commitOfCheckout(): string {
  try {
    const git = (...parameters: string[]) =>
      execFileSync('git', parameters, { encoding: 'utf8', stdio: 'pipe' }).trim();
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '-uno') === '' ? '' : '+');
  } catch {
    return 'unknown';
  }
}
