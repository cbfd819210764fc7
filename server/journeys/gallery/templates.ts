import { readdirSync, readFileSync } from 'node:fs';
import type { JourneyTemplate } from '#contracts/api/journey-template.ts';
import type { Channel } from '#contracts/channel.ts';
import { type Template, template } from './template.ts';

const folder = new URL('templates/', import.meta.url);
const groups = ['begin', 'sell', 'keep', 'lead', 'store'];

let read: readonly Template[] | undefined;

/** The gallery, read when it is first asked for: most starts never need it. */
export function templates(): readonly Template[] {
  read ??= readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => template.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))))
    .sort((one, other) => groups.indexOf(one.group) - groups.indexOf(other.group) || (one.id < other.id ? -1 : 1));
  return read;
}

export function presentTemplate({
  id,
  group,
  name,
  description,
  journey,
  messages,
  segments,
}: Template): JourneyTemplate {
  return {
    id,
    group,
    name,
    description,
    steps: journey.nodes.map(({ kind }) => kind).filter((kind) => kind !== 'exit'),
    messages: messages.map((message) => ({
      name: message.name,
      subject: message.variants.email.subject,
      channels: message.channelOrder.filter((channel: Channel) => channel in message.variants),
    })),
    segments: segments.map((segment) => segment.name),
    events: [...new Set(eventsOf([journey, segments]))].sort(),
  };
}

/** Every event that is named, wherever it stands. */
function eventsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(eventsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'event' && typeof one === 'string' ? [one] : eventsOf(one),
  );
}
