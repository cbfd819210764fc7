import type { Work } from '../work.ts';
import { startRun } from './start-run.ts';

/**
 * Who comes with an import that is asked to start journeys enters those that begin so, once for each import, however many of
 * its rows name her.
 */
export function enterByImport(work: Work): void {
  const id = work.import;
  if (id === undefined || work.imported) return;
  for (const journey of work.release.journeys.byImport) {
    const trigger = journey.trigger?.trigger;
    const { id: name } = journey.definition;
    if (trigger?.type !== 'import' || (trigger.import !== null && trigger.import !== id)) continue;
    if (work.state.enteredBy?.[name] === id) continue;
    work.state = { ...work.state, enteredBy: { ...work.state.enteredBy, [name]: id } };
    startRun(work, journey, { trigger: { event: 'Imported', properties: { import: id } } });
  }
}
