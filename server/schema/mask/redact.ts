import type { KeyRole } from '#contracts/api/key.ts';
import type { Session } from '#contracts/api/session.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import { maySee, type PersonalClass, type WorkspaceSchema } from '#contracts/schema/schema.ts';
import { namelessKinds } from '#core/schema/personal-class.ts';
import type { ProfileState } from '#core/state.ts';
import type { ServerParts } from '../../parts.ts';
import { readProfileState } from '../../profiles/read-profile.ts';
import { personalClassOf } from '../present.ts';
import { readSchema } from '../rules.ts';

type Redact = <T extends object>(message: T, profile: string) => Promise<T>;

/**
 * Takes out of a message that was written for a person what its reader may not know of her: a greeting carries her name
 * where no field says so. Undefined for who may see all.
 */
export async function redactFor(
  { sql, store, workspace }: Pick<ServerParts, 'sql' | 'store' | 'workspace'>,
  caller: Session | null,
): Promise<Redact | undefined> {
  if (caller === null || caller.role !== 'viewer') return undefined;
  const schema = await readSchema(sql, workspace);
  const { role } = caller;
  if (maySee(role, 'contact', schema.settings) && maySee(role, 'sensitive', schema.settings)) return undefined;
  return async (message, profile) => {
    const state = await readProfileState(store, workspace, profile);
    return state === undefined ? message : withoutHidden(message, state, schema, role);
  };
}

type Person = Pick<ProfileState, 'traits' | 'identities'>;

export function withoutHidden<T extends object>(message: T, state: Person, schema: WorkspaceSchema, role: KeyRole): T {
  const words = hiddenWords(state, schema, (personal) => maySee(role, personal, schema.settings));
  return words.length === 0 ? message : (withoutWords(message as JsonObject, words) as T);
}

/** The longest first, so that a name is not left over from within an address. Words of one letter or digit tell nothing. */
function hiddenWords(
  { traits, identities }: Person,
  schema: WorkspaceSchema,
  sees: (personal: PersonalClass) => boolean,
): readonly string[] {
  const hidden = Object.entries(traits).flatMap(([name, value]) => hiddenTexts(name, value, schema, sees));
  const reached = sees('contact') ? [] : identities.filter(({ kind }) => !namelessKinds.has(kind));
  const texts = [...hidden, ...reached.map(({ value }) => value)];
  const words = new Set(texts.flatMap((text) => [text, ...text.split(/\s+/)]).filter((word) => word.length > 1));
  return [...words].sort((one, other) => other.length - one.length);
}

function hiddenTexts(
  path: string,
  value: Json,
  schema: WorkspaceSchema,
  sees: (personal: PersonalClass) => boolean,
): readonly string[] {
  const isHidden = !sees(personalClassOf(path, 'trait', schema.traits.get(path)));
  if (isHidden) return textsIn(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, held]) => hiddenTexts(`${path}.${name}`, held, schema, sees));
}

function textsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const written = ['subject', 'preview', 'html', 'text', 'links', 'headers'] as const;

function withoutWords(message: JsonObject, words: readonly string[]): JsonObject {
  const escaped = words.flatMap(forms).map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  // A word of letters counts where it stands alone: "Jo" is not in "journey". Chinese is written without spaces.
  const pattern = new RegExp(
    escaped
      .map((word) => (/^[\p{Script=Latin}\d]+$/u.test(word) ? `(?<![\\p{L}\\d])${word}(?![\\p{L}\\d])` : word))
      .join('|'),
    'giu',
  );
  const without = (value: Json): Json => {
    if (typeof value === 'string') return value.replace(pattern, '•••');
    if (Array.isArray(value)) return value.map(without);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, without(held)]));
  };
  const parts = written.filter((name) => name in message).map((name) => [name, without(message[name] ?? null)]);
  return { ...message, ...Object.fromEntries(parts) };
}

/** As it stands in a text, in HTML and in an address. */
function forms(word: string): readonly string[] {
  const entity = (sign: string) => `&#${sign.codePointAt(0)};`;
  const inHtml = word.replace(/[&<>"']/g, entity);
  const inAscii = word.replace(/[&<>"'\u0080-\u{10ffff}]/gu, entity);
  return [...new Set([word, inHtml, inAscii, encodeURIComponent(word)])];
}
