import type { AskWhat } from '../effect.ts';
import { stableUuid } from '../stable-id.ts';
import type { Run } from '../state.ts';
import type { Work } from '../work.ts';

/**
 * Asks something outside, after the commit. Returns the id under which it is asked, which follows from run, node and
 * round of its loops: whoever answers recognises a repeat by it, and the answer names it.
 */
export function ask(work: Work, run: Run, node: string, what: AskWhat): string {
  const id = stableUuid('ask', run.id, node, ...(run.round ? [String(run.round)] : []));
  const { profile } = work.state;
  const { journey, version } = run;
  work.effects.push({ type: 'ask', id, profile, journey, version, run: run.id, node: run.node, what, at: work.now });
  return id;
}
