import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import type { JsonObject } from '../json.ts';
import type { UnreadValue } from '../unread-value.ts';
import { consentProof } from './consent.ts';

const columnName = z.string().min(1).max(200);

/**
 * How columns of a file say one word of consent per row. A value that is neither among `granted` nor among `denied` says
 * nothing: silence in a list is no yes.
 */
export const consentColumn = z.object({
  column: columnName,
  channel: channelSchema,
  /** Absent: the whole channel. */
  topic: z.string().min(1).max(64).optional(),
  /** Compared without regard to case and space. */
  granted: z.array(z.string().max(100)).max(50),
  denied: z.array(z.string().max(100)).max(50),
  /** The people in the file have confirmed by double opt-in elsewhere. */
  confirmed: z.boolean().default(false),
  /** Columns with what proves it. */
  proof: z.partialRecord(consentProof.omit({ actor: true }).keyof(), columnName).default({}),
});
export type ConsentColumn = z.infer<typeof consentColumn>;

/**
 * The entries of the trait `consents` that a row makes; see docs/consent.md. What is said and is neither yes nor no, and what
 * has a proof that cannot be kept, makes none and is listed.
 */
export function consentsOfRow(
  columns: readonly ConsentColumn[],
  cell: (column: string) => string | undefined,
): { readonly consents: readonly JsonObject[]; readonly unread: readonly UnreadValue[] } {
  const consents: JsonObject[] = [];
  const unread: UnreadValue[] = [];
  for (const { column, channel, topic, granted, denied, confirmed, proof } of columns) {
    const said = plain(cell(column) ?? '');
    if (said === '') continue;
    const status = granted.map(plain).includes(said)
      ? 'granted'
      : denied.map(plain).includes(said)
        ? 'denied'
        : undefined;
    if (status === undefined) {
      unread.push({ column, reason: 'unknown_consent' });
      continue;
    }
    const shown = Object.fromEntries(
      Object.entries(proof).flatMap(([field, from]) => {
        const text = cell(from)?.trim();
        return text ? [[field, text] as const] : [];
      }),
    );
    const problem = consentProof.safeParse(shown).error?.issues[0];
    if (problem !== undefined) {
      const [field] = problem.path;
      unread.push({ column: proof[field as keyof typeof proof] ?? column, reason: 'invalid_proof' });
      continue;
    }
    consents.push({
      ...shown,
      channel,
      status,
      source: 'import',
      ...(topic !== undefined && { topic }),
      ...(confirmed && { confirmed }),
    });
  }
  return { consents, unread };
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}
