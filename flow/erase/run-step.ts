import type { Store } from '#components/store/port/index.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { EraseStimulus, ForgetStimulus, ProfileStimulus } from '#contracts/stimulus.ts';
import { readDocument } from '#core/read-document.ts';
import type { ProfileState } from '#core/state.ts';
import type { Erasure, ErasureFacts, ErasureList, ErasureStep, ErasureStore } from './erasure.ts';

export interface ErasingParts {
  readonly store: Pick<Store, 'readProfiles' | 'log' | 'facts'>;
  readonly erasures: ErasureStore;
  readonly facts: ErasureFacts;
  readonly list: ErasureList;
  /** Durable when it resolves. */
  readonly append: (stimuli: readonly ProfileStimulus[]) => Promise<void>;
  readonly now: () => Instant;
}

/** Does one step of erasures that stand at it. True when one of them moved on; the others are looked at again. */
export type RunStep = (erasures: readonly Erasure[], parts: ErasingParts) => Promise<boolean>;

/**
 * 1. `find`: her identities go first, so that whatever she does from now on is somebody new.
 * 2. `announce`: the order goes to the lane of each of her profiles, behind all that is under way for them.
 * 3. `apply`: when the documents are erased, nothing of hers is made any more.
 * 4. `rows`: what older steps have left in PostgreSQL goes.
 * 5. `facts`: when ClickHouse has all that was recorded before, it goes there too.
 */
export const runStep: { readonly [step in ErasureStep]: RunStep } = {
  async find(erasures, { erasures: store }) {
    // One that cannot be found out about must not keep the others waiting.
    const failures: unknown[] = [];
    for (const erasure of erasures) {
      await store.takeIdentities(erasure).catch((error: unknown) => void failures.push(error));
    }
    if (failures.length === erasures.length) throw failures[0];
    return true;
  },

  async announce(erasures, { erasures: store, list, append, now }) {
    await list.add(erasures);
    await append(erasures.flatMap((erasure) => ordersOf(erasure, now())));
    await store.move(erasures, 'apply');
    return true;
  },

  async apply(erasures, { store, erasures: rows }) {
    const applied: Erasure[] = [];
    for (const [workspace, ofWorkspace] of Map.groupBy(erasures, (erasure) => erasure.workspace)) {
      const profiles = ofWorkspace.flatMap((erasure) => erasure.profiles);
      const documents = await store.readProfiles(workspace, profiles);
      const isErased = (profile: string) => {
        const document = documents.get(profile);
        return document !== undefined && (readDocument(document) as ProfileState).erased !== undefined;
      };
      applied.push(...ofWorkspace.filter((erasure) => erasure.profiles.every(isErased)));
    }
    if (applied.length > 0) await rows.move(applied, 'rows');
    return applied.length > 0;
  },

  async rows(erasures, { store, erasures: rows, append, now }) {
    const free: Erasure[] = [];
    for (const erasure of erasures) if (!(await rows.isHandedOver(erasure))) free.push(erasure);
    if (free.length === 0) return false;
    const naming = await rows.dropRows(free);
    if (naming.length > 0) await append(naming.map((subject) => forget(subject, free, now())));
    const [heads, progress] = [await store.log.heads(), await store.facts.progress()];
    await rows.saveCut(free, Object.fromEntries(progress.map(({ partition, commit }) => [partition, commit])), heads);
    return true;
  },

  async facts(erasures, { store, erasures: rows, facts, now }) {
    const progress = await store.facts.progress();
    // The place of the projector moves with facts only: a last commit without any is never reached.
    const isThere = ({ cut }: Erasure) =>
      progress.every(
        ({ partition, projected, waitingSince }) => waitingSince === null || projected >= (cut[partition] ?? 0),
      );
    const ready = erasures.filter(isThere);
    for (const [workspace, ofWorkspace] of Map.groupBy(ready, (erasure) => erasure.workspace)) {
      const profiles = ofWorkspace.flatMap((erasure) => erasure.profiles);
      const counted = await facts.count(workspace, profiles);
      for (const erasure of ofWorkspace) {
        const own = counted.filter(({ profile }) => erasure.profiles.includes(profile));
        await rows.saveFactCounts(erasure, sumByTable(own));
        if (own.some(({ table }) => table === 'event')) {
          await rows.dropTillEntries(erasure, await facts.tillEntries(workspace, erasure.profiles));
        }
      }
      await facts.erase(workspace, profiles, [...new Set(counted.map(({ table }) => table))]);
      await rows.finish(ofWorkspace, now());
    }
    return ready.length > 0;
  },
};

function ordersOf({ workspace, id, profiles, erasedAt }: Erasure, now: Instant): EraseStimulus[] {
  return profiles.map((profile) => ({
    ...{ type: 'erase', workspace, profile, id: `erase:${id}`, erasure: id },
    ...{ at: erasedAt, receivedAt: now },
  }));
}

function forget(
  subject: Pick<ForgetStimulus, 'workspace' | 'profile'>,
  erasures: readonly Erasure[],
  now: Instant,
): ForgetStimulus {
  const erased = erasures.filter(({ workspace }) => workspace === subject.workspace);
  return {
    ...{ ...subject, type: 'forget', id: `forget:${erased[0]?.id ?? ''}:${now}`, at: now, receivedAt: now },
    erased: erased.flatMap(({ profiles }) => profiles),
  };
}

function sumByTable(rows: readonly { readonly table: string; readonly rows: number }[]): { [table: string]: number } {
  const sums: { [table: string]: number } = {};
  for (const { table, rows: count } of rows) sums[table] = (sums[table] ?? 0) + count;
  return sums;
}
