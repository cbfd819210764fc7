import type { LeafCondition } from '#contracts/segment.ts';
import type { Counting } from '../counter.ts';
import { counting } from './counting.ts';

type EventCondition = Extract<LeafCondition, { type: 'event' }>;

export function eventHappenings({ match }: EventCondition): Counting {
  return { source: 'event', match };
}

export const event = counting<EventCondition>(eventHappenings);
