import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '#components/postgres/database.ts';
import type { Store } from '#components/store/port/index.ts';
import type { Identity, WorkspaceId } from '#contracts/identifiers.ts';
import { defaultIdentitySettings } from '#contracts/identity-rule.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { Formats } from '#core/schema/coerce.ts';
import { type CompiledSchema, compileSchema } from '#core/schema/compile.ts';
import { newestRelease } from '../definitions/parts.ts';
import { normalisePhone } from '../tracking/contact.ts';
import { compileIdentityReader, readContact } from '../tracking/identities.ts';
import { countryOf } from '../workspace-country.ts';
import { readChanges, readSchema } from './rules.ts';

/** A change is in force in every process after at most this long. The question is one row by its key. */
const pollMilliseconds = 1_000;

export interface SchemaParts {
  readonly sql: Sql;
  readonly store: Pick<Store, 'releases'>;
  readonly workspace: WorkspaceId;
}

export interface FollowedSchema {
  /** What is in force here now. */
  current(): CompiledSchema;
  /** Reads again what has changed; resolves when it is in force here. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
}

export async function formatsOf(parts: SchemaParts): Promise<Formats> {
  const country = countryOf((await newestRelease(parts)).settings);
  return { phone: (text) => normalisePhone(text, country) };
}

export interface MendTools {
  readonly formats: Formats;
  /** Whom traits name, by the workspace's rules, beside those whom an event names already. */
  readonly identities: (traits: JsonObject, known: readonly Identity[]) => readonly Identity[];
}

/** What mending needs: a trait that gets its right name may say who it was. */
export async function mendToolsOf(parts: SchemaParts): Promise<MendTools> {
  const { settings } = await newestRelease(parts);
  const country = countryOf(settings);
  const read = compileIdentityReader(settings.identity ?? defaultIdentitySettings);
  return {
    formats: { phone: (text) => normalisePhone(text, country) },
    identities(traits, known) {
      const knownAs = (kind: Identity['kind']) => known.find((identity) => identity.kind === kind)?.value;
      const contact = readContact(traits, country);
      const own = { userId: knownAs('userId'), anonymousId: knownAs('anonymousId') };
      return read({ ...own, contact, traits, context: {} }, country);
    },
  };
}

/** Keeps the compiled schema of a workspace in memory, for the hot path, which cannot ask per event. */
export async function followSchema(parts: SchemaParts, onError: (error: unknown) => void): Promise<FollowedSchema> {
  let changes = -1;
  let compiled = compileSchema(await readSchema(parts.sql, parts.workspace), await formatsOf(parts));
  const stopping = new AbortController();

  async function refresh(): Promise<void> {
    const newest = await readChanges(parts.sql, parts.workspace);
    if (newest === changes) return;
    compiled = compileSchema(await readSchema(parts.sql, parts.workspace), await formatsOf(parts));
    changes = newest;
  }

  async function follow(): Promise<void> {
    while (!stopping.signal.aborted) {
      await refresh().catch(onError);
      await sleep(pollMilliseconds, undefined, { signal: stopping.signal, ref: false }).catch((error: unknown) => {
        if (!stopping.signal.aborted) throw error;
      });
    }
  }

  await refresh();
  const ended = follow();
  return {
    current: () => compiled,
    refresh,
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
