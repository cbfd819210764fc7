import { randomUUID } from 'node:crypto';
import type { PeopleListChanged } from '#contracts/api/people-list.ts';
import { peopleNamedAtMost } from '#contracts/api/people-list.ts';
import type { ProfileId } from '#contracts/identifiers.ts';
import type { ListsStimulus } from '#contracts/stimulus.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { newestRelease } from '../definitions/parts.ts';
import { fieldError } from '../field-error.ts';
import type { ServerParts } from '../parts.ts';
import { type Named, readNamed, resolveNamed } from './named-people.ts';

type Parts = Pick<ServerParts, 'sql' | 'store' | 'workspace' | 'appendStimuli' | 'sink'>;

export interface ListChange {
  readonly list: string;
  readonly change: 'add' | 'remove';
  /** Who said so. */
  readonly actor: string;
}

const atOnce = 1_000;
const samplesShown = 20;

/** Tells each person's document. Many go through the bulk log, behind whoever is here now. */
export async function changeMembers(
  { workspace, appendStimuli }: Pick<Parts, 'workspace' | 'appendStimuli'>,
  { list, change, actor }: ListChange,
  profiles: readonly ProfileId[],
): Promise<void> {
  const now = Date.now();
  const order = randomUUID();
  for (let from = 0; from < profiles.length; from += atOnce) {
    await appendStimuli(
      profiles.slice(from, from + atOnce).map(
        (profile): ListsStimulus => ({
          ...{ type: 'lists', workspace, profile, id: `lists:${order}`, at: now, receivedAt: now, actor },
          ...(change === 'add' ? { add: [list] } : { remove: [list] }),
          ...(profiles.length > 1 && { bulk: true as const }),
        }),
      ),
    );
  }
}

/** Whoever the text names. Throws `invalid_request` for more than are named at once. */
export async function changeNamed(
  parts: Parts,
  change: ListChange,
  { people, createUnknown }: { readonly people: string; readonly createUnknown: boolean },
): Promise<PeopleListChanged> {
  const { settings } = await newestRelease(parts);
  const named = readNamed(people, settings);
  if (named.length === 0 || named.length > peopleNamedAtMost) {
    const message = `1 to ${peopleNamedAtMost} people are named at once, one a line; here are ${named.length}.`;
    throw named.length === 0
      ? fieldError('people', 'required', message)
      : fieldError('people', 'too_many_entries', message, peopleNamedAtMost);
  }
  const first = await resolveNamed(parts.store, parts.workspace, named);
  const toCreate = createUnknown && change.change === 'add' ? first.unknown.filter(isNameable) : [];
  if (toCreate.length > 0) await makeKnown(parts, toCreate);
  const created = await resolveNamed(parts.store, parts.workspace, toCreate);
  const profiles = new Set([...first.found, ...created.found]);
  await changeMembers(parts, change, [...profiles]);
  const notFound = [...first.unknown.filter((one) => !toCreate.includes(one)), ...created.unknown];
  return {
    people: profiles.size,
    created: created.found.size,
    notFound: notFound.length,
    ambiguous: first.ambiguous.length,
    samples: [...notFound, ...first.ambiguous].slice(0, samplesShown).map(({ text }) => text),
  };
}

function isNameable({ identities }: Named): boolean {
  return identities.length > 0;
}

/** Each by one identity alone: what a line may mean by other kinds too would join strangers. */
async function makeKnown({ sink, workspace }: Parts, people: readonly Named[]): Promise<void> {
  const now = Date.now();
  for (let from = 0; from < people.length; from += atOnce) {
    await sink.accept(
      people.slice(from, from + atOnce).map(
        ({ identities }): TrackedEvent => ({
          ...{ workspace, messageId: randomUUID(), at: now, receivedAt: now, context: {}, imported: true },
          identities: [tellingIdentity(identities)],
          content: { type: 'identify', traits: {} },
        }),
      ),
    );
  }
}

/** An e-mail address is one, although it could be a user id as well: formats that not every text has say more. */
function tellingIdentity(identities: Named['identities']): Named['identities'][number] {
  const known = identities.find(({ kind }) => kind === 'email') ?? identities.find(({ kind }) => kind === 'phone');
  const [first] = identities;
  const chosen = known ?? first;
  if (chosen === undefined) throw new RangeError('Nobody is made known without an identity');
  return chosen;
}
