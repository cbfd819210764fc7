import { channelSchema } from '#contracts/channel.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import type { ConsentStimulus } from '#contracts/stimulus.ts';
import type { Consent } from '../state.ts';
import type { Work } from '../work.ts';

type ConsentChange = ConsentStimulus['changes'][number];

/** Words about topics that the settings do not know yet may come before them, but senders can make up as many as they like. */
const mostUnknown = 100;

/** Where a person herself says what she wants, by a link that only she has. */
const ownWords: readonly string[] = ['one_click', 'preference_page'];

export function isOwnWord({ source }: Pick<Consent, 'source'>): boolean {
  return ownWords.includes(source);
}

/** The newest word per channel and topic stands; an older one that arrives late changes nothing. */
export function applyConsent(work: Work, changes: readonly ConsentChange[], at: Instant, source: string): void {
  const topics = new Set(work.release.source.settings.topics.map(({ id }) => id));
  let consents = work.state.consents;
  for (const change of changes) {
    const same = (held: Consent) => held.channel === change.channel && held.topic === change.topic;
    const held = consents.find(same);
    if (held && held.at > at) continue;
    const isUnknown = change.topic !== undefined && !topics.has(change.topic);
    if (!held && isUnknown && consents.length >= mostUnknown) continue;
    consents = [...consents.filter((consent) => !same(consent)), { ...change, at, source }];
  }
  work.state = { ...work.state, consents };
}

/**
 * Words that came with the public write key, which anybody can send. A no counts, but stays hers where she said it
 * before. A yes does not go against what she refused herself, nor against her complaint.
 */
export function applyUntrustedConsent(work: Work, changes: readonly ConsentChange[], at: Instant): void {
  for (const change of changes) {
    const { channel, topic, status } = change;
    const refusals = work.state.consents.filter(
      (held) => held.channel === channel && held.status === 'denied' && isOwnWord(held),
    );
    if (status === 'denied') {
      const own = refusals.find((held) => held.topic === topic);
      applyConsent(work, [change], at, own?.source ?? 'identify');
      continue;
    }
    const isRefused = refusals.some((held) => held.topic === undefined || held.topic === topic);
    const isComplaint = work.state.suppressions.some(
      (held) => held.channel === channel && held.reason === 'complained',
    );
    if (!isRefused && !isComplaint) applyConsent(work, [change], at, 'identify');
  }
}

/**
 * Takes consents out of the traits of an identify call: `consents: [{ channel, status, topic? }]`. Entries that are not
 * of that shape are left among the traits, where a person can see them.
 */
export function splitConsents(traits: JsonObject): { changes: readonly ConsentChange[]; traits: JsonObject } {
  const said = traits.consents;
  if (!Array.isArray(said)) return { changes: [], traits };
  const changes = said.map(consentChange);
  if (changes.some((change) => change === undefined)) return { changes: [], traits };
  const { consents: _, ...rest } = traits;
  return { changes: changes.filter((change) => change !== undefined), traits: rest };
}

function consentChange(value: Json): ConsentChange | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { channel, status, topic } = value as JsonObject;
  const known = channelSchema.safeParse(channel);
  if (!known.success || (status !== 'granted' && status !== 'denied')) return undefined;
  if (topic !== undefined && typeof topic !== 'string') return undefined;
  return { channel: known.data, status, ...(topic !== undefined && { topic }) };
}
