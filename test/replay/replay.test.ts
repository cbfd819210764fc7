import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import type { Fact } from '#contracts/fact.ts';
import type { Release } from '#contracts/release.ts';
import { hashFraction } from '#core/hash.ts';
import { readDocument } from '#core/read-document.ts';
import { compileRelease } from '#core/release.ts';
import type { ProfileState } from '#core/state.ts';
import { step } from '#core/step.ts';
import { writeDocument } from '#core/write-document.ts';
import { releaseAt } from '../really-happen.ts';
import {
  laterReleasesFile,
  type RecordedRelease,
  type RecordedRun,
  recordedFolder,
  recordedSeed,
  releaseFile,
} from './recorded-run.ts';

/**
 * Runs outlive deploys: somebody who is inside a journey when a new version starts must go on as she would have. What a
 * release recorded is therefore lived again by every later version, and must come to the same.
 */
for (const version of readdirSync(recordedFolder)) {
  test(`what people went through under ${version} comes to the same today`, () => {
    const folder = new URL(`${version}/`, recordedFolder);
    const tally = { steps: 0, decisions: 0, draws: new Set<string>() };
    const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    const first = compileRelease(read(releaseFile) as Release);
    const changes = existsSync(new URL(laterReleasesFile, folder))
      ? (read(laterReleasesFile) as RecordedRelease[])
      : [];
    const later = changes.map(({ at, release }) => ({ at, release: compileRelease(release) }));
    const random = (...words: string[]): number => hashFraction(recordedSeed, ...words);
    for (const file of readdirSync(folder).filter((name) => name.startsWith('person-'))) {
      const run = read(file) as RecordedRun;
      const facts: Fact[] = [];
      let state: ProfileState | undefined;
      for (const { now, stimulus } of run.steps) {
        const result = step(state, stimulus, { now, release: releaseAt(first, later, now), random });
        state = result.state;
        facts.push(...result.facts);
      }
      assert(state);
      // As it is kept: what JSON leaves out is not kept either.
      assert.deepEqual(JSON.parse(JSON.stringify(facts)), run.facts, `${version} ${file}`);
      const { segmentsDue, ...kept } = readDocument(writeDocument(state)) as ProfileState;
      const { segmentsDue: recorded, ...expected } = readDocument(JSON.stringify(run.state)) as ProfileState;
      assert.deepEqual(kept, expected, `${version} ${file}`);
      // An early look does no harm, a late one would.
      if (recorded !== null) assert(segmentsDue !== null && segmentsDue <= recorded, `${version} ${file}`);
      tally.steps += run.steps.length;
      tally.decisions += facts.filter(({ type }) => type === 'decision').length;
      for (const fact of facts) if (fact.type === 'journey_step' && fact.detail) tally.draws.add(fact.detail);
    }
    assert(tally.steps > 100 && tally.decisions > 20, JSON.stringify(tally));
    // Where shares changed on the way, people were drawn under each of them.
    const shared = [first, ...later.map(({ release }) => release)].flatMap(({ source }) => source.allocations ?? []);
    for (const { sinceRelease } of shared)
      assert(tally.draws.has(String(sinceRelease)), `nobody under ${sinceRelease}`);
  });
}
