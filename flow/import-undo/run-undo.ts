import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '#components/store/port/index.ts';
import type { ImportUndo } from '#contracts/api/import-undo.ts';
import type { Instant, ProfileId } from '#contracts/identifiers.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { withdrawalName } from '#core/imports/withdraw.ts';
import { readDocument } from '#core/read-document.ts';
import { compileRelease } from '#core/release.ts';
import type { ProfileState } from '#core/state.ts';
import { takenBackOf } from './brought.ts';
import type { ImportUndoFacts, ImportUndoStore, UndoneImport, Withdrawal, WithdrawalCut } from './import-undo.ts';
import { createTimeOf } from './profile-time.ts';

export interface UndoParts {
  readonly store: Pick<Store, 'readProfiles' | 'releases' | 'identityDecisions'>;
  readonly facts: ImportUndoFacts;
  readonly rows: ImportUndoStore;
  /** Durable when it resolves; a stimulus whose id was appended before is passed over. */
  readonly append: (stimuli: readonly ProfileStimulus[]) => Promise<void>;
  /** Resolves when all that is in the log by now is in ClickHouse, or when `signal` says stop. */
  readonly caughtUp: (signal: AbortSignal) => Promise<void>;
  readonly save: (progress: ImportUndo) => Promise<void>;
  readonly clock: () => Instant;
}

/**
 * In one question to ClickHouse, which costs little more for many people than for few, and in one transaction; what was brought
 * to them is read by the server's main thread, which shoppers need too.
 */
const peopleAtOnce = 2_000;
/** The places of the next ones become known while these are counted. */
const peopleUnderWay = 2 * peopleAtOnce;
const pollMilliseconds = 100;

/**
 * Takes back what an import brought. 1. `list`: whom it brought what, read page by page and kept. 2. `facts`: its facts go,
 * so that no count, report or seed sees them from here on. 3. `people`: each person's counts begin anew at a place in the
 * log, are counted again from what is left before that place, and the rest of what the import brought is taken out of her
 * document; see ARCHITECTURE.md. Each stage bears a repeat: after a crash it goes on with `progress`. Resolves to what
 * came of it, or to undefined when it was told to stop.
 */
export async function runImportUndo(
  of: UndoneImport,
  begun: ImportUndo,
  parts: UndoParts,
  signal: AbortSignal,
): Promise<ImportUndo | undefined> {
  let progress = begun;
  const save = async (next: Partial<ImportUndo>) => {
    progress = { ...progress, ...next };
    await parts.save(progress);
  };
  while (!signal.aborted) {
    switch (progress.stage) {
      case 'list':
        await list(of, progress, parts, save, signal);
        break;
      case 'facts':
        await parts.facts.remove(of.workspace, of.id);
        await save({ stage: 'people' });
        break;
      case 'people':
        await withdraw(of, parts, signal, (done, removed) => {
          progress = { ...progress, done: progress.done + done, removed: progress.removed + removed };
        });
        if (signal.aborted) return undefined;
        // Something of it may have been on its way from one merged person to the next.
        await parts.caughtUp(signal);
        if (signal.aborted) return undefined;
        if ((await parts.facts.countEvents(of.workspace, of.id)) === 0) {
          await save({ stage: 'done' });
          return progress;
        }
        await save({ stage: 'list', after: null });
        break;
      case 'done':
        return progress;
    }
  }
  return undefined;
}

type Save = (next: Partial<ImportUndo>) => Promise<void>;

async function list(
  of: UndoneImport,
  begun: ImportUndo,
  parts: UndoParts,
  save: Save,
  signal: AbortSignal,
): Promise<void> {
  await parts.caughtUp(signal);
  const orderEvent = await orderEventOf(of, parts);
  let { people, after } = begun;
  while (!signal.aborted) {
    const page = await parts.facts.brought(of, orderEvent, after, peopleAtOnce);
    const found = [...page.people].map(([person, facts]) => ({ person, brought: takenBackOf(facts) }));
    if (found.length > 0) await parts.rows.list(of, found, page.messageKeys);
    if (page.reached === null) return save({ stage: 'facts', people });
    people += found.length;
    after = page.reached;
    await save({ people, after });
  }
}

async function orderEventOf({ workspace }: UndoneImport, { store }: UndoParts): Promise<string> {
  return (await store.releases.newest(workspace))?.settings.orderEvent ?? 'Order Completed';
}

async function withdraw(
  of: UndoneImport,
  parts: UndoParts,
  signal: AbortSignal,
  count: (done: number, removed: number) => void,
): Promise<void> {
  while (!signal.aborted) {
    const open = await begin(of, parts);
    const counted = await recount(of, parts);
    const finished = await finish(of, parts);
    count(finished.done, finished.removed);
    if (open === 0 && counted.waiting === 0 && finished.waiting === 0) return;
    if (counted.moved + finished.done === 0) await sleep(pollMilliseconds, undefined, { signal }).catch(() => {});
  }
}

/** Lets the counts of the next people begin anew, unless enough are under way. Resolves to how many are not finished. */
async function begin(of: UndoneImport, { rows, append, clock, store }: UndoParts): Promise<number> {
  const underWay = await rows.count(of, 'withdrawn');
  // Of two people who are told apart just now, facts stand under the wrong one.
  if (underWay >= peopleUnderWay || (await store.identityDecisions.openUndos()).length > 0) return underWay + 1;
  const next = await rows.at(of, 'listed', peopleAtOnce);
  if (next.length === 0) return underWay;
  const now = clock();
  await append(
    next.map(({ person }) => ({
      ...{ type: 'withdraw', workspace: of.workspace, profile: person, at: now, receivedAt: now },
      ...{ id: withdrawalId(of, person), undo: withdrawalName(of.id, person) },
    })),
  );
  await move(rows, of, next, 'withdrawn');
  return underWay + next.length;
}

function withdrawalId({ id }: UndoneImport, person: ProfileId): string {
  return `withdraw:${id}:${person}`;
}

async function move(
  rows: ImportUndoStore,
  of: UndoneImport,
  people: readonly Withdrawal[],
  to: 'withdrawn' | 'recounted',
): Promise<void> {
  await rows.move(
    of,
    people.map(({ person }) => person),
    to,
  );
}

/** Completes the counts of those whose place is known, and takes the rest back from their documents. */
async function recount(of: UndoneImport, parts: UndoParts): Promise<{ moved: number; waiting: number }> {
  const { store, facts, rows, append, clock } = parts;
  const waiting = await rows.at(of, 'withdrawn', peopleAtOnce);
  if (waiting.length === 0) return { moved: 0, waiting: 0 };
  const cuts = await facts.cuts(
    of.workspace,
    waiting.map(({ person }) => withdrawalId(of, person)),
  );
  const ready = waiting.filter(({ person }) => cuts.has(withdrawalId(of, person)));
  if (ready.length === 0) return { moved: 0, waiting: waiting.length };
  const states = await holders(of, parts, ready);
  const placed = ready.flatMap(({ person }): WithdrawalCut[] => {
    const cut = cuts.get(withdrawalId(of, person));
    const awaited = states.get(person)?.recounts?.find(({ undo }) => undo === withdrawalName(of.id, person));
    return cut && awaited ? [{ person, parts: awaited.parts ?? [], ...cut }] : [];
  });
  const release = await store.releases.newest(of.workspace);
  const compiled = release && compileRelease(release);
  const left = await facts.left(of.workspace, placed, {
    counters: compiled ? [...compiled.segments.counters.values()] : [],
    computed: compiled ? [...compiled.computed.byId.values()] : [],
    score: compiled?.leadScore?.source,
    orderEvent: release?.settings.orderEvent ?? 'Order Completed',
  });
  const kept = await rows.kept(
    of,
    placed.map(({ person }) => person),
  );
  const now = clock();
  const broughtTo = new Map(ready.map(({ person, brought }) => [person, brought]));
  await append(
    placed.flatMap(({ person, parts: own }): ProfileStimulus[] => {
      const [brought, rest] = [broughtTo.get(person), left.get(person)];
      if (brought === undefined || rest === undefined) return [];
      const { seen, orders, knownOrders, traits, consents } = brought;
      const isNew = createTimeOf(person) >= of.startedAt;
      const onlyThis = isNew && own.length === 0 && !rest.isAnythingLeft && !kept.has(person);
      return [
        {
          ...{ type: 'recount', workspace: of.workspace, profile: person, at: now, receivedAt: now, imported: true },
          ...{ id: `recount:${withdrawalId(of, person)}`, undo: withdrawalName(of.id, person) },
          ...{ counters: rest.counters, computed: rest.computed, scored: rest.scored, traits },
          orders: { count: -orders.count, value: -orders.value },
          withdrawn: { seen, left: rest.left, knownOrders, consents, onlyThis },
        },
      ];
    }),
  );
  await move(rows, of, ready, 'recounted');
  return { moved: ready.length, waiting: waiting.length };
}

/** Frees the identities of those who went with the import, when the log has come to them. */
async function finish(of: UndoneImport, parts: UndoParts): Promise<{ done: number; removed: number; waiting: number }> {
  const { rows } = parts;
  const open = await rows.at(of, 'recounted', peopleAtOnce);
  if (open.length === 0) return { done: 0, removed: 0, waiting: 0 };
  const states = await holders(of, parts, open);
  const isDone = ({ person }: Withdrawal) =>
    !states.get(person)?.recounts?.some(({ undo }) => undo === withdrawalName(of.id, person));
  const done = open.filter(isDone).map(({ person }) => person);
  const gone = done.filter((person) => states.get(person)?.removed);
  const removed = gone.length === 0 ? 0 : await rows.freeIdentities(of, gone);
  if (done.length > 0) await rows.finish(of, done, removed);
  return { done: done.length, removed, waiting: open.length };
}

/** The documents of these people; of whoever was merged meanwhile, that of the person she has become. */
async function holders(
  { workspace }: UndoneImport,
  { store }: UndoParts,
  people: readonly Withdrawal[],
): Promise<ReadonlyMap<ProfileId, ProfileState>> {
  const found = new Map<ProfileId, ProfileState>();
  let asked = new Map(people.map(({ person }) => [person, person]));
  for (let round = 0; asked.size > 0 && round < longestChain; round++) {
    const documents = await store.readProfiles(workspace, [...new Set(asked.values())]);
    const next = new Map<ProfileId, ProfileId>();
    for (const [person, holder] of asked) {
      const document = documents.get(holder);
      if (document === undefined) continue;
      const state = readDocument(document) as ProfileState;
      if (state.mergedInto === undefined) found.set(person, state);
      else next.set(person, state.mergedInto);
    }
    asked = next;
  }
  return found;
}

const longestChain = 50;
