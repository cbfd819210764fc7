import type { OpenUndo } from '#components/store/port/identity-decision.ts';
import type { Store } from '#components/store/port/index.ts';
import type { Instant, ProfileId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { absorbId, losersOf } from '#core/merge/absorb-id.ts';
import { readDocument } from '#core/read-document.ts';
import { compileRelease } from '#core/release.ts';
import type { ProfileState } from '#core/state.ts';
import { createWakeUp } from '../wake-up.ts';
import { correctTraits } from './correct-traits.ts';
import type { PartingFacts } from './parting-facts.ts';

const pollMilliseconds = 500;

export interface UndoOptions {
  readonly store: Pick<Store, 'identityDecisions' | 'releases' | 'readProfiles'>;
  readonly facts: PartingFacts;
  /** Durable when it resolves; a stimulus whose id was appended before is passed over. */
  readonly append: (stimuli: readonly ProfileStimulus[]) => Promise<void>;
  readonly clock: () => Instant;
  readonly onError: (error: unknown) => void;
}

/** What of the two documents at the merge a recount compares with. */
export interface UndoneDocuments {
  readonly loserTraits: JsonObject;
  readonly winnerTraits: JsonObject;
  readonly loserParts: readonly ProfileId[];
}

function undoName({ loser, round }: Pick<OpenUndo, 'loser' | 'round'>): string {
  return `${loser}:${round}`;
}

/**
 * Carries undone merges through log and facts: tells the loser's lane, waits until ClickHouse has passed the parting,
 * counts the two apart, and writes the loser's facts under her own profile. Each stage bears a repeat, so whoever dies in
 * between leaves the rest to the next start.
 */
export function startUndo(options: UndoOptions): { stop(): Promise<void>; wake(): void } {
  const { store, onError } = options;
  const wakeUp = createWakeUp();
  let stopping = false;

  async function serve(): Promise<void> {
    while (!stopping) {
      try {
        for (const undo of await store.identityDecisions.openUndos()) {
          if (stopping) return;
          await carry(options, undo);
        }
      } catch (error) {
        onError(error);
      }
      if (!stopping) await wakeUp.sleep(pollMilliseconds);
    }
  }

  const ended = serve();
  return {
    wake: wakeUp.wake,
    async stop() {
      stopping = true;
      wakeUp.wake();
      await ended;
    },
  };
}

async function carry({ store, facts, append, clock }: UndoOptions, undo: OpenUndo): Promise<void> {
  const { workspace, loser, winner, round, identities } = undo;
  const name = undoName(undo);
  const now = clock();
  const base = { workspace, at: now, receivedAt: now, undo: name };
  if (!undo.appended) {
    await append([{ ...base, type: 'unmerge', profile: loser, id: `unmerge:${name}`, identities }]);
    await store.identityDecisions.undoAppended(undo);
    return;
  }
  const cuts = await facts.cuts(workspace, name, absorbId(loser, winner, round));
  if (cuts === undefined) return;
  const documents = JSON.parse(undo.documents) as UndoneDocuments;
  const holder = cuts.parted.profile;
  const document = (await store.readProfiles(workspace, [holder])).get(holder);
  const state = document === undefined ? undefined : (readDocument(document) as ProfileState);
  const isLosers = (profile: ProfileId) => profile === loser || documents.loserParts.includes(profile);
  const release = await store.releases.newest(workspace);
  const { loserParts } = documents;
  const winnerParts = losersOf(state?.absorbed ?? []).filter((profile) => !isLosers(profile));
  const parting = { workspace, loser, loserParts, winnerParts, identities, ...cuts };
  const compiled = release && compileRelease(release);
  const counted = await facts.counters(parting, compiled ? [...compiled.segments.counters.values()] : []);
  const computed = await facts.computed(parting, compiled ? [...compiled.computed.byId.values()] : []);
  const scored = await facts.scored(parting, compiled?.leadScore?.source);
  const since = await facts.since(parting, release?.settings.orderEvent ?? 'Order Completed');
  const traits = correctTraits(since.told, { loser: documents.loserTraits, winner: documents.winnerTraits });
  const { winnersLastOrderAt: lastAt } = since;
  const { count, value } = since.orders;
  await append([
    {
      ...base,
      ...{ type: 'recount', profile: loser, id: `recount:${name}:loser` },
      ...{ counters: counted.loser, computed: computed.loser, scored: scored.loser },
      ...{ orders: since.orders, traits: traits.loser },
      ...(since.lastSeenAt !== undefined && { lastSeenAt: since.lastSeenAt }),
    },
    {
      ...base,
      ...{ type: 'recount', profile: holder, id: `recount:${name}:winner` },
      ...{
        counters: counted.winner,
        computed: computed.winner,
        scored: scored.winner,
        orders: { count: -count, value: -value, ...(lastAt !== undefined && { lastAt }) },
        traits: traits.winner,
      },
    },
  ]);
  // After the recount: counted again, facts that are hers already would be missed at the winner.
  await facts.tellApart(parting);
  await store.identityDecisions.undoDone(undo);
}
