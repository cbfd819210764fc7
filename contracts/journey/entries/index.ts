import { z } from 'zod';
import { eventEntry } from './event.ts';
import { segmentEntry } from './segment.ts';

/** What lets a person into a journey. */
export const journeyTrigger = z.discriminatedUnion('type', [eventEntry, segmentEntry]);
export type JourneyTrigger = z.infer<typeof journeyTrigger>;
