import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import type { Fact } from '#contracts/fact.ts';
import type { Release } from '#contracts/release.ts';
import { hashFraction } from '#core/hash.ts';
import { compileRelease } from '#core/release.ts';
import type { ProfileState } from '#core/state.ts';
import { step } from '#core/step.ts';
import { type RecordedRun, recordedFolder, recordedSeed, releaseFile } from './recorded-run.ts';

/**
 * Runs outlive deploys: somebody who is inside a journey when a new version starts must go on as she would have. What a
 * release recorded is therefore lived again by every later version, and must come to the same.
 */
for (const version of readdirSync(recordedFolder)) {
  test(`what people went through under ${version} comes to the same today`, () => {
    const folder = new URL(`${version}/`, recordedFolder);
    const tally = { steps: 0, decisions: 0 };
    const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    const release = compileRelease(read(releaseFile) as Release);
    const random = (...words: string[]): number => hashFraction(recordedSeed, ...words);
    for (const file of readdirSync(folder).filter((name) => name !== releaseFile)) {
      const run = read(file) as RecordedRun;
      const facts: Fact[] = [];
      let state: ProfileState | undefined;
      for (const { now, stimulus } of run.steps) {
        const result = step(state, stimulus, { now, release, random });
        state = result.state;
        facts.push(...result.facts);
      }
      // As it is kept: what JSON leaves out is not kept either.
      assert.deepEqual(JSON.parse(JSON.stringify(facts)), run.facts, `${version} ${file}`);
      assert.deepEqual(JSON.parse(JSON.stringify(state)), run.state, `${version} ${file}`);
      tally.steps += run.steps.length;
      tally.decisions += facts.filter(({ type }) => type === 'decision').length;
    }
    assert(tally.steps > 100 && tally.decisions > 20, JSON.stringify(tally));
  });
}
