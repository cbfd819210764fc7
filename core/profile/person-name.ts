import type { Identity, ProfileId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';

/**
 * What to call a person: her name, else her e-mail, phone or user id, else the end of her profile id. Segment's traits are
 * `name`, or `firstName` and `lastName`; Chinese names are written family name first, without a space.
 */
export function personName(person: {
  readonly profile: ProfileId;
  readonly traits: JsonObject;
  readonly identities: readonly Identity[];
}): string {
  const { traits, identities } = person;
  const identity = (kind: Identity['kind']) => identities.find((one) => one.kind === kind)?.value;
  return (
    writtenName(traits) ??
    identity('email') ??
    textOf(traits.email) ??
    identity('phone') ??
    identity('userId') ??
    shortProfileId(person.profile)
  );
}

/** The name that she gave; undefined where there is none. */
export function writtenName(traits: JsonObject): string | undefined {
  return textOf(traits.name) ?? joined(textOf(traits.firstName), textOf(traits.lastName));
}

export function shortProfileId(profile: ProfileId): string {
  return profile.slice(-6);
}

const han = /^\p{Script=Han}+$/u;

function joined(first: string | undefined, last: string | undefined): string | undefined {
  if (first === undefined || last === undefined) return first ?? last;
  return han.test(first) && han.test(last) ? `${last}${first}` : `${first} ${last}`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
