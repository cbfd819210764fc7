import type { Run } from '../state.ts';
import type { Happening, Work } from '../work.ts';

/**
 * Something that a run brings about is an event like any other: told by a fact, which both evaluators of segments count, and
 * reacted to when the run stands still. `what` tells apart what one node brings about.
 */
export function bringAbout(work: Work, run: Run, node: string, what: string, happening: Happening): void {
  const { name, properties, at } = happening;
  const id = [run.id, node, ...(run.round ? [String(run.round)] : []), what].join(':');
  work.facts.push({
    ...{ type: 'event', profile: work.state.profile, at, id, name, kind: 'track', identity: null },
    ...{ properties, url: '', imported: work.imported, receivedAt: work.now },
  });
  work.reactions.push({ type: 'happening', happening });
}
