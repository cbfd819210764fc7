import { z } from 'zod';
import type { Instant } from './identifiers.ts';

/** In place of a stage of the lifecycle: none at all. */
export const noStage = '-';

/**
 * Who entered a segment, left one, or went from one to the other at once, within a period (`until` excluded). One of the
 * two segments may be absent: any.
 */
export interface PeopleMove {
  readonly since: Instant;
  readonly until: Instant;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** In an address and in a filter: `since~until~from~to`, times in milliseconds since 1970. */
export function writePeopleMove({ since, until, from = '', to = '' }: PeopleMove): string {
  return [since, until, from, to].join('~');
}

const pattern = /^(\d{1,15})~(\d{1,15})~([^~]{0,64})~([^~]{0,64})$/;

/** Undefined for a text that tells of no move. */
export function readPeopleMove(text: string): PeopleMove | undefined {
  const [, since, until, from, to] = pattern.exec(text) ?? [];
  if (since === undefined || until === undefined || (from === '' && to === '')) return undefined;
  return { since: Number(since), until: Number(until), from: from || undefined, to: to || undefined };
}

export const peopleMoveText = z
  .string()
  .max(200)
  .refine((text) => readPeopleMove(text) !== undefined, 'write it as since~until~from~to');
