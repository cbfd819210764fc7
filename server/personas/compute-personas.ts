import type { ClickHouseClient } from '@clickhouse/client';
import { readBehaviour } from '#analytics/personas/behaviour.ts';
import { readBought } from '#analytics/personas/bought.ts';
import { differencesOf } from '#analytics/personas/differences.ts';
import { vectorOf } from '#analytics/personas/feature-vector.ts';
import type { FittedPersonas } from '#analytics/personas/fit.ts';
import { type GatheredHabits, gatherHabits } from '#analytics/personas/gather-habits.ts';
import { keepIds } from '#analytics/personas/keep-ids.ts';
import { beforeAll, customersAfter, sampleOfCustomers } from '#analytics/personas/people-page.ts';
import { nearest, standardise } from '#analytics/personas/scale.ts';
import { countCustomers } from '#analytics/rfm/grid.ts';
import type { ProfileId } from '#contracts/identifiers.ts';
import { fewestPersonaCustomers } from '#contracts/persona.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { type DefinitionParts, newestRelease } from '../definitions/parts.ts';
import { fitInThread } from './fit-in-thread.ts';
import type { PersonaStore } from './persona-store.ts';

export interface ComputeParts extends DefinitionParts {
  readonly clickhouse: ClickHouseClient;
  readonly personas: PersonaStore;
  readonly appendStimuli: (stimuli: readonly ProfileStimulus[]) => Promise<void>;
  /** Resolves when the lanes have taken in nearly all that was appended in bulk. */
  readonly untilTakenIn: (signal: AbortSignal) => Promise<void>;
  readonly customersPerPage: number;
}

/** Enough to find what is common; k-means takes a few seconds for them. */
const sampleSize = 5_000;

/**
 * Tells the kinds of customers apart and gives each customer hers: centres from a sample, in a thread, then all customers page
 * by page. A persona is told to whoever has another one now, so that a repeat says nothing. Throws what goes wrong; all of it
 * may be repeated.
 */
export async function computePersonas(parts: ComputeParts, signal: AbortSignal): Promise<void> {
  const { clickhouse, personas, store, workspace, customersPerPage } = parts;
  const now = Date.now();
  const customers = await countCustomers(clickhouse, workspace);
  if (customers < fewestPersonaCustomers) return personas.end('too_few', customers);
  const { settings } = await newestRelease(parts);
  const question = { workspace, now, settings };

  await personas.progress('reading', 0, customers);
  const vectors: number[][] = [];
  const sample = await sampleOfCustomers(clickhouse, workspace, sampleSize);
  for (let from = 0; from < sample.length; from += customersPerPage) {
    signal.throwIfAborted();
    const page = await readBehaviour(clickhouse, question, sample.slice(from, from + customersPerPage));
    vectors.push(...page.map(({ features }) => vectorOf(features)));
    await personas.progress('reading', vectors.length, sample.length);
  }

  // Orders may be there before those who made them.
  if (vectors.length < fewestPersonaCustomers) return personas.end('too_few', vectors.length);

  let written = Promise.resolve();
  const fitted = await fitInThread(
    vectors,
    (share) => {
      written = written.then(() => personas.progress('clustering', Math.round(share * 100), 100));
    },
    signal,
  );
  await written;

  const ids = await idsOf(fitted, personas);
  await store.releases.publish(workspace, (newest) => ({ ...newest, personas: true }));
  const gathered = new Map(ids.map((id) => [id, gatherHabits()]));
  const everybody = gatherHabits();
  let done = 0;
  for (let after = beforeAll; ; ) {
    signal.throwIfAborted();
    const people = await customersAfter(clickhouse, workspace, after, customersPerPage);
    const last = people.at(-1);
    if (last === undefined) break;
    await assign(people);
    after = last;
    done += people.length;
    await personas.progress('assigning', done, Math.max(done, customers));
    await parts.untilTakenIn(signal);
  }
  await personas.finish(
    ids.map((id, index) => ({
      ...{ id, centre: fitted.centres[index]?.map((value, at) => unscaled(fitted, value, at)) ?? [] },
      ...{ people: gathered.get(id)?.people ?? 0, differences: differencesOf(fitted.centres[index] ?? []) },
      habits: (gathered.get(id) ?? everybody).habits(),
    })),
    { customers: everybody.people, means: everybody.habits().means, silhouette: fitted.silhouette },
  );

  async function assign(people: readonly ProfileId[]): Promise<void> {
    const personaOf = new Map<ProfileId, string>();
    const stimuli: ProfileStimulus[] = [];
    for (const behaviour of await readBehaviour(clickhouse, question, people)) {
      const { profile, features, persona: before } = behaviour;
      const id = ids[nearest(fitted.centres, standardise(fitted.scale, vectorOf(features)))] ?? '';
      personaOf.set(profile, id);
      const found: readonly (GatheredHabits | undefined)[] = [gathered.get(id), everybody];
      for (const one of found) one?.add(behaviour);
      if (before === id) continue;
      stimuli.push({
        ...{ type: 'attributes', workspace, profile, id: `persona:${now}:${profile}`, at: now, receivedAt: now },
        ...{ persona: id, actor: '' },
      });
    }
    for (const bought of await readBought(clickhouse, question, personaOf))
      gathered.get(bought.persona)?.addBought(bought);
    if (stimuli.length > 0) await parts.appendStimuli(stimuli);
  }
}

/** One that was found before keeps its id, also one that was not found the last time. */
async function idsOf({ centres, scale }: FittedPersonas, personas: PersonaStore): Promise<readonly string[]> {
  const { personas: known, nextNumber } = await personas.known();
  return keepIds(centres, known, (centre) => standardise(scale, centre), nextNumber);
}

function unscaled({ scale }: FittedPersonas, value: number, index: number): number {
  return (scale.mean[index] ?? 0) + value * (scale.deviation[index] ?? 0);
}
