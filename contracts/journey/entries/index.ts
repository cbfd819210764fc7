import { z } from 'zod';
import { apiEntry } from './api.ts';
import { dateEntry } from './date.ts';
import { eventEntry } from './event.ts';
import { importEntry } from './import.ts';
import { inboundEntry } from './inbound.ts';
import { journeyEntry } from './journey.ts';
import { scheduleEntry } from './schedule.ts';
import { segmentEntry } from './segment.ts';
import { stageEntry } from './stage.ts';

/** What lets a person into a journey. */
export const journeyTrigger = z.discriminatedUnion('type', [
  eventEntry,
  segmentEntry,
  stageEntry,
  dateEntry,
  scheduleEntry,
  apiEntry,
  journeyEntry,
  importEntry,
  inboundEntry,
]);
export type JourneyTrigger = z.infer<typeof journeyTrigger>;
export type JourneyTriggerType = JourneyTrigger['type'];
