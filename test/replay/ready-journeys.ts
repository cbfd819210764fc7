import { journeyDefinition } from '#contracts/journey.ts';
import { messageDefinition } from '#contracts/message.ts';
import type { Release } from '#contracts/release.ts';
import { segmentDefinition } from '#contracts/segment.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { days, minutes } from '#core/duration.ts';
import { hashFraction } from '#core/hash.ts';
import { inLanguage } from '#server/journeys/gallery/in-language.ts';
import { templates } from '#server/journeys/gallery/templates.ts';
import { noon, openSettings } from '../builders.ts';
import type { Recording } from './recording.ts';

const channels = ['email', 'sms', 'push'] as const;
const release = readyJourneys();

/** Six people in all journeys of the gallery. */
export const readyJourneysRecording: Recording = {
  ...{ folder: '', people: 6, release, later: [], until: noon + days(60) },
  storyOf,
};

/** The whole gallery in English, under the strictest settings that let something through. */
function readyJourneys(): Release {
  const all = templates();
  return {
    workspace: 1,
    number: 1,
    settings: {
      ...openSettings,
      frequencyCaps: [{ id: 'day', messages: 2, hours: 24 }],
      quietHours: { enabled: true, from: '22:00', until: '07:00', channels: [...channels] },
      holdoutShare: 0.1,
    },
    journeys: all.map(({ id, name, description, journey }) => ({
      ...journeyDefinition.parse(inLanguage({ id, version: 1, name, description, ...journey }, 'en')),
      ...{ entry: true, sinceRelease: 1 },
    })),
    messages: all.flatMap(({ messages }) =>
      messages.map((message) => {
        // What they say is no part of a decision; that there is a variant is.
        const variants = { email: { subject: 's', preheader: '', html: 'h', text: '' }, sms: { text: 't' } };
        return messageDefinition.parse({ ...(inLanguage(message, 'en') as object), variants });
      }),
    ),
    segments: all.flatMap(({ segments }) =>
      segments.map((one) => ({
        ...segmentDefinition.parse(inLanguage({ description: '', ...one }, 'en')),
        sinceRelease: 1,
      })),
    ),
  };
}

/** What she does in forty days: a word of consent and her address first, then some of what the journeys ask for. */
function storyOf(profile: string): readonly ProfileStimulus[] {
  const chance = (...words: string[]): number => hashFraction('story', profile, ...words);
  const identities = [
    { kind: 'email', value: `${profile.slice(0, 8)}@example.com` },
    ...(chance('phone') < 0.5 ? [{ kind: 'phone', value: '+447700900123' }] : []),
  ];
  const base = (id: string, at: number) => ({ workspace: 1, profile, id, at, receivedAt: at });
  const observed = (id: string, at: number) => ({ ...base(id, at), identities, context: {} });
  const told: ProfileStimulus = {
    ...observed('told', noon),
    type: 'identify',
    traits: { email: `${profile.slice(0, 8)}@example.com`, birthday: '1990-07-01', plan: 'gold' },
  };
  const agreed: ProfileStimulus = {
    ...base('agreed', noon + 1),
    type: 'consent',
    source: 'form',
    changes: channels.map((channel) => ({
      channel,
      status: chance('agrees', channel) < 0.7 ? 'granted' : 'denied',
      confirmed: true,
    })),
  };
  const names = [...new Set(eventsIn([release.journeys, release.segments]))].sort();
  const happened = Array.from({ length: 40 }, (_, index): ProfileStimulus => {
    const at = noon + minutes(Math.floor(chance('when', String(index)) * 57_600));
    const name = names[Math.floor(chance('what', String(index)) * names.length)] ?? 'Page Viewed';
    const order = { orderId: `o${index % 9}`, order_id: `o${index}`, total: 20 + index, currency: 'GBP' };
    const properties = { ...order, product_id: `p${index % 5}`, name: `Product ${index % 5}`, category: 'Home' };
    return { ...observed(`e${index}`, at), type: 'track', name, properties };
  });
  return [told, agreed, ...happened].sort((a, b) => a.receivedAt - b.receivedAt);
}

function eventsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(eventsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'event' && typeof one === 'string' ? [one] : eventsIn(one),
  );
}
