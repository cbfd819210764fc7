import { randomUUID } from 'node:crypto';
import type { SuppressedAddress } from '#components/suppression/store.ts';
import type { AddSuppressionsRequest, SuppressionEntry, SuppressionsAdded } from '#contracts/api/consent.ts';
import { type Channel, channelAddress } from '#contracts/channel.ts';
import { RequestError } from '#contracts/errors.ts';
import type { Identity } from '#contracts/identifiers.ts';
import type { ConsentStimulus } from '#contracts/stimulus.ts';
import { addressHash } from '#core/suppression.ts';
import { newestRelease } from '../definitions/parts.ts';
import type { ServerParts } from '../parts.ts';
import { normaliseEmail, normalisePhone } from '../tracking/contact.ts';
import { countryOf } from '../workspace-country.ts';

type Country = ReturnType<typeof countryOf>;
type Parts = Pick<ServerParts, 'suppressions' | 'store' | 'sql' | 'workspace' | 'appendStimuli'>;

const hashPattern = /^[0-9a-f]{64}$/i;
const refusedShown = 20;

/** Puts addresses or hashes onto the list and tells those who have them. An address that is there already stays as it is. */
export async function addSuppressions(
  parts: Parts,
  { channel, addresses, reason, note }: AddSuppressionsRequest,
  by: string,
): Promise<SuppressionsAdded> {
  const country = countryOf((await newestRelease(parts)).settings);
  const addedAt = Date.now();
  const lines = addresses
    .map((text, index) => ({ text: text.trim(), line: index + 1 }))
    .filter(({ text }) => text !== '');
  const read = lines.map((line) => ({ ...line, address: readAddress(channel, line.text, country) }));
  const refused = read.filter(({ address }) => address === undefined);
  const entries = read.flatMap(({ address }): SuppressedAddress[] =>
    address === undefined ? [] : [{ ...address, channel, reason, note, addedBy: by, addedAt }],
  );
  const added: SuppressedAddress[] = [];
  for (let start = 0; start < entries.length; start += 5_000) {
    const batch = await parts.suppressions.add(parts.workspace, entries.slice(start, start + 5_000));
    await tell(parts, batch, 'set', by);
    added.push(...batch);
  }
  return {
    added: added.length,
    known: entries.length - added.length,
    refused: refused.slice(0, refusedShown).map(({ line, text }) => ({ line, text: text.slice(0, 100) })),
    refusedCount: refused.length,
  };
}

/** Throws `not_found`. */
export async function removeSuppression(parts: Parts, channel: Channel, hash: string, by: string): Promise<void> {
  const removed = await parts.suppressions.remove(parts.workspace, channel, hash, by, Date.now());
  if (!removed) throw new RequestError('not_found', { message: 'This address is not on the suppression list.' });
  await tell(parts, [removed], 'lifted', by);
}

/** As it is stored with people; undefined for what is neither an address of the channel nor a hash. */
export function readAddress(
  channel: Channel,
  text: string,
  country: Country,
): Pick<SuppressedAddress, 'hash' | 'address'> | undefined {
  if (hashPattern.test(text)) return { hash: text.toLowerCase(), address: null };
  const address =
    channel === 'email' ? normaliseEmail(text) : channel === 'sms' ? normalisePhone(text, country) : text || undefined;
  return address === undefined ? undefined : { hash: addressHash(channel, address), address };
}

/**
 * A document knows what stands on the list for the address she has, so that decisions know it too. Of a hash alone nobody
 * can be found; it is met at hand-over.
 */
async function tell(
  { store, workspace, appendStimuli }: Parts,
  entries: readonly SuppressedAddress[],
  status: 'set' | 'lifted',
  by: string,
): Promise<void> {
  const named = entries.flatMap(({ channel, address }): Identity[] =>
    address === null ? [] : [{ kind: channelAddress[channel], value: address }],
  );
  if (named.length === 0) return;
  const known = await store.identities.find(workspace, named);
  const at = Date.now();
  const stimuli = known.flatMap(({ kind, value, profile }): ConsentStimulus[] => {
    const entry = entries.find(({ channel, address }) => channelAddress[channel] === kind && address === value);
    if (!entry) return [];
    const { channel, hash: addressed, reason, note } = entry;
    return [
      {
        ...{ type: 'consent', workspace, profile, id: `suppression:${randomUUID()}`, at, receivedAt: at },
        ...{ changes: [], source: 'suppression_list', proof: { actor: by, ...(note !== '' && { note }) } },
        suppressions: [{ channel, addressHash: addressed, reason, status }],
      },
    ];
  });
  if (stimuli.length > 0) await appendStimuli(stimuli);
}

export function presentSuppression({ addedAt, ...entry }: SuppressedAddress): SuppressionEntry {
  return { ...entry, addedAt: new Date(addedAt).toISOString() };
}
