import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { JsonObject } from '#contracts/json.ts';
import { hashFraction } from '#core/hash.ts';
import { compileRelease } from '#core/release.ts';
import { stableUuid } from '#core/stable-id.ts';
import { writeDocument } from '#core/write-document.ts';
import { reallyHappen } from '../really-happen.ts';
import { experimentsRecording } from './experiments.ts';
import { readyJourneysRecording } from './ready-journeys.ts';
import { laterReleasesFile, type RecordedRun, recordedFolder, recordedSeed, releaseFile } from './recorded-run.ts';
import type { Recording } from './recording.ts';

// `node_modules/.bin/node test/replay/record.ts`, once for each release of the product: lives some people through the ready journeys and
// through experiments whose shares change, and keeps all of it under the version's name. Later versions must come to the same
// when they live it again. What is recorded is not written again.

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
for (const recording of [readyJourneysRecording, experimentsRecording]) record(recording);

function record({ folder: name, people, release, later, until, storyOf }: Recording): void {
  const folder = new URL(`${version}${name}/`, recordedFolder);
  if (existsSync(folder)) {
    console.log(`${version}${name} is recorded already`);
    return;
  }
  mkdirSync(folder, { recursive: true });
  const write = (file: string, content: unknown) =>
    writeFileSync(new URL(file, folder), `${JSON.stringify(content)}\n`);
  write(releaseFile, release);
  if (later.length > 0) write(laterReleasesFile, later);
  const compiled = later.map(({ at, release: next }) => ({ at, release: compileRelease(next) }));
  const random = (...words: string[]): number => hashFraction(recordedSeed, ...words);
  for (let person = 0; person < people; person++) {
    const profile = stableUuid('recorded', String(person));
    const { facts, steps, state } = reallyHappen({
      ...{ release: compileRelease(release), later: compiled, random, profile, events: storyOf(profile), until },
      opens: [true, false, true, false, false],
    });
    if (state === undefined) throw new Error('Nothing happened to somebody');
    const run: RecordedRun = { steps, facts, state: JSON.parse(writeDocument(state)) as JsonObject };
    write(`person-${person}.json`, run);
    console.log(`person ${person}: ${steps.length} steps, ${facts.length} facts, ${state.sends.length} messages`);
  }
}
