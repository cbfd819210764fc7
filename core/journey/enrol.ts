import type { AnswerStimulus, EnrolStimulus } from '#contracts/stimulus.ts';
import type { Work } from '../work.ts';
import { advanceRun } from './advance.ts';
import { planSchedule, startScheduled } from './planned.ts';
import { startRun } from './start-run.ts';

/** Lets her into the version that people enter by now; a journey that is paused lets nobody in. */
export function enrol(work: Work, { journey: id, by, payload, localTime }: EnrolStimulus): void {
  const journey = work.release.journeys.entries.get(id);
  const type = journey?.trigger?.trigger.type;
  if (!journey) return;
  switch (by) {
    case 'api':
      if (type === 'api') startRun(work, journey, { trigger: { event: 'API Call', properties: payload } });
      return;
    case 'schedule':
      if (localTime === undefined) startScheduled(work, journey);
      else planSchedule(work, id, localTime);
      return;
    case 'look':
      return;
  }
}

/** An answer to a run that went on without it changes nothing. */
export function hearAnswer(work: Work, { ask, outcome, values }: AnswerStimulus): void {
  const run = work.state.runs.find(({ asked }) => asked === ask);
  if (run) advanceRun(work, run, { type: 'answered', outcome, values });
}
