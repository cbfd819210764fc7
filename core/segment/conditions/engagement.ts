import type { PropertyTest } from '#contracts/condition.ts';
import type { LeafCondition } from '#contracts/segment.ts';
import type { Counting } from '../counter.ts';
import { counting } from './counting.ts';

type EngagementCondition = Extract<LeafCondition, { type: 'engagement' }>;

/** The kind of engagement stands for the event's name; channel and message are its properties. */
export function engagementHappenings({ kind, message, channel }: EngagementCondition): Counting {
  const where: PropertyTest[] = [];
  if (message !== undefined) where.push({ name: 'message', operator: 'equals', value: message });
  if (channel !== undefined) where.push({ name: 'channel', operator: 'equals', value: channel });
  return { source: 'engagement', match: { event: kind, where } };
}

export const engagement = counting<EngagementCondition>(engagementHappenings);
