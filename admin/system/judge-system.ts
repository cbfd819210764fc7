import type { System } from '#contracts/api/system.ts';

export interface SystemFinding {
  readonly key: 'channels' | 'lag' | 'facts' | 'disk' | 'dead';
  readonly failing: boolean;
}

const gigabyte = 2 ** 30;

/** What is not well, by the limits that `doctor` on the command line uses too. */
export function judgeSystem(state: System, deadLetters: number): SystemFinding[] {
  const { disk, factsBehindMilliseconds: behind } = state;
  const findings: SystemFinding[] = [];
  if (disk !== null && disk.free <= 5 * gigabyte) findings.push({ key: 'disk', failing: disk.free <= gigabyte });
  if (state.stoppedChannels.length > 0) findings.push({ key: 'channels', failing: true });
  if (liveLag(state) >= 200) findings.push({ key: 'lag', failing: false });
  if (behind >= 5_000) findings.push({ key: 'facts', failing: behind >= 60_000 });
  if (deadLetters > 0 || state.outbox.dead > 0) findings.push({ key: 'dead', failing: false });
  return findings;
}

function liveLag({ lanes }: Pick<System, 'lanes'>): number {
  return lanes.reduce((sum, lane) => sum + (lane.class === 'live' ? lane.lag : 0), 0);
}
