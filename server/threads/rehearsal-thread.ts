import { parentPort, workerData } from 'node:worker_threads';
import { hashFraction } from '#core/hash.ts';
import { occasionsOf } from '#core/rehearsal/occasions.ts';
import { rehearsalReleases, rehearsedVersion } from '#core/rehearsal/releases.ts';
import { relive } from '#core/rehearsal/relive.ts';
import { createTally } from '#core/rehearsal/tally.ts';
import type { FromRehearsalThread, RehearsalThreadData, ToRehearsalThread } from '../rehearsal/thread-message.ts';

// Lives the stories that it is sent and counts what comes of them. It has no connection to anything: nothing can leave.

const { newest, draft, from, until, periods, seed } = workerData as RehearsalThreadData;
const setting = {
  releaseAt: rehearsalReleases(newest, { draft, from, periods }),
  occasions: occasionsOf(newest, { draft, from, periods }, until),
  random: (...words: string[]) => hashFraction(String(seed), ...words),
  until,
};
const day = new Intl.DateTimeFormat('en-CA', { timeZone: newest.settings.timeZone, dateStyle: 'short' });
const tally = createTally({
  ...{ journey: draft.id, version: rehearsedVersion(newest, draft), from, until },
  dayOf: (at) => day.format(at),
});

parentPort?.on('message', (message: ToRehearsalThread) => {
  if (message.type === 'end') {
    post({ type: 'counts', counts: tally.counts() });
    parentPort?.close();
    return;
  }
  for (const person of message.people) tally.add(person.profile, relive(person, setting).facts);
  post({ type: 'lived' });
});

function post(message: FromRehearsalThread): void {
  parentPort?.postMessage(message);
}
