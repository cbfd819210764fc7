import type { Identity } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { EventRow } from './event-stimulus.ts';

interface Sorted {
  /** The event that first showed each identity. */
  readonly timed: ReadonlyMap<EventRow, readonly Identity[]>;
  /** Those that no event shows: nothing tells since when she has them. */
  readonly always: readonly Identity[];
}

/**
 * Since when a person was known by what. An event's fact keeps one of its identities; an identify shows others among its
 * traits, such as the address that she gave.
 */
export function sortIdentities(identities: readonly Identity[], rows: readonly EventRow[]): Sorted {
  const open = new Map(identities.map((identity) => [identity, shownAs(identity.value)]));
  const timed = new Map<EventRow, Identity[]>();
  for (const row of rows) {
    if (open.size === 0) break;
    const told = row.type === 'identify' ? traitTexts(row.properties) : undefined;
    for (const [identity, shown] of open) {
      const isNamed = row.identity_kind === identity.kind && row.identity_value === identity.value;
      if (!isNamed && told?.has(shown) !== true) continue;
      timed.set(row, [...(timed.get(row) ?? []), identity]);
      open.delete(identity);
    }
  }
  return { timed, always: [...open.keys()] };
}

function traitTexts(properties: string): ReadonlySet<string> {
  const traits = Object.values(JSON.parse(properties) as JsonObject);
  return new Set(
    traits.flatMap((value) => (typeof value === 'string' || typeof value === 'number' ? shownAs(String(value)) : [])),
  );
}

/** An address in any case, and a number with any spaces and dashes, are the same. */
function shownAs(value: string): string {
  const plain = value.trim().toLowerCase();
  return /^\+?[\d\s().-]{5,}$/.test(plain) ? plain.replace(/\D/g, '') : plain;
}
