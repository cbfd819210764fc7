import { channels } from '#contracts/channel.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { Device, Place } from '#contracts/whereabouts.ts';
import { addressOn } from '../arbiter/gates/reachability.ts';
import type { ProfileState } from '../state.ts';
import { languageTag } from './language.ts';
import { placeOf } from './place.ts';
import { suppressionsOn } from './suppressed.ts';

/** Of what the bulk evaluator must read of a person: texts in small letters, so that it compares without knowing letters. */
export interface Known {
  readonly language?: string;
  readonly place?: Place;
  readonly device?: { readonly [Part in keyof Device]: string };
  /** Channels on which she has an address. */
  readonly addresses?: readonly string[];
  /** Channel -> why her address there must not be used. */
  readonly suppressed?: { readonly [channel: string]: readonly string[] };
  /** Her newest word for each channel and topic; no topic: the whole channel. Times in milliseconds since 1970. */
  readonly consents?: readonly {
    readonly channel: string;
    readonly topic: string;
    readonly status: string;
    readonly at: number;
  }[];
  readonly doNotContact?: string;
  readonly pausedUntil?: number;
  readonly restricted?: true;
  /** List -> since when. */
  readonly lists?: { readonly [list: string]: number };
}

/**
 * What a person's picture carries beside traits and identities. It depends on nothing but her document: neither on the
 * time nor on settings, which whoever asks brings along.
 */
export function knownOf(state: ProfileState): JsonObject {
  const { device, doNotContact, pausedUntil, restricted, lists } = state;
  const language = languageTag(state.locale);
  const place = placeOf(state);
  const addresses = channels.filter((channel) => addressOn(state, channel) !== undefined);
  const suppressed = channels.flatMap((channel) => {
    const reasons = suppressionsOn(state, channel);
    return reasons.length === 0 ? [] : [[channel, reasons] as const];
  });
  const known: Known = {
    ...(language !== undefined && { language }),
    ...(Object.keys(place).length > 0 && { place: inSmallLetters(place) }),
    ...(device && { device: inSmallLetters(device) }),
    ...(addresses.length > 0 && { addresses }),
    ...(suppressed.length > 0 && { suppressed: Object.fromEntries(suppressed) }),
    ...(state.consents.length > 0 && {
      consents: state.consents.map(({ channel, topic = '', status, at }) => ({ channel, topic, status, at })),
    }),
    ...(doNotContact && { doNotContact: doNotContact.scope }),
    ...(pausedUntil !== undefined && { pausedUntil }),
    ...(restricted && { restricted: true as const }),
    ...(lists && Object.keys(lists).length > 0 && { lists }),
  };
  return known as unknown as JsonObject;
}

function inSmallLetters<Told extends Place | Device>(told: Told): Told {
  const entries = Object.entries(told).map(([part, value]: [string, unknown]) => [
    part,
    typeof value === 'string' ? value.toLowerCase() : value,
  ]);
  return Object.fromEntries(entries) as Told;
}
