import type { JourneyTrigger, JourneyTriggerType } from '#contracts/journey.ts';
import type { NodeTools } from '../nodes/node-card.ts';
import { apiEntry } from './api/view.ts';
import { dateEntry } from './date/view.ts';
import type { EntryView } from './entry-view.ts';
import { eventEntry } from './event/view.ts';
import { importEntry } from './import/view.ts';
import { inboundEntry } from './inbound/view.ts';
import { journeyEntry } from './journey/view.ts';
import { scheduleEntry } from './schedule/view.ts';
import { segmentEntry } from './segment/view.ts';
import { stageEntry } from './stage/view.ts';

/** One folder for each way into a journey. */
const views: { readonly [Type in JourneyTriggerType]: EntryView<Type> } = {
  event: eventEntry,
  inbound: inboundEntry,
  segment: segmentEntry,
  stage: stageEntry,
  date: dateEntry,
  schedule: scheduleEntry,
  api: apiEntry,
  journey: journeyEntry,
  import: importEntry,
};

export const entryTypes = Object.keys(views) as JourneyTriggerType[];

export function emptyEntry(type: JourneyTriggerType): JourneyTrigger {
  return views[type].empty();
}

export function entryWords(entry: JourneyTrigger, tools: Omit<NodeTools, 'entry'>): string {
  // Each view gets the entry of its own type, which is more than the type of the table can say.
  const view = views[entry.type] as EntryView<JourneyTriggerType>;
  return view.words(entry, tools);
}
