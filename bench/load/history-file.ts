import { z } from 'zod';
import { eventText, type Traffic } from './traffic.ts';

/** A file of CSV as a shop's export would be, in parts of some megabytes; the first begins with the header. */
export interface HistoryFile {
  readonly kind: 'customers' | 'events';
  readonly columns: readonly string[];
  /** Columns that are not properties or traits. */
  readonly own: readonly string[];
  readonly rows: number;
  rowAt(n: number): readonly unknown[];
}

const partCharacters = 3_500_000;

const identifyText = z.object({
  userId: z.string(),
  anonymousId: z.string(),
  traits: z.record(z.string(), z.unknown()),
});

const trackText = z.object({
  ...{ userId: z.string(), anonymousId: z.string(), event: z.string(), timestamp: z.string(), messageId: z.string() },
  properties: z.record(z.string(), z.unknown()),
});

const traits = [
  ...['email', 'name', 'firstName', 'lastName', 'tier', 'birthday', 'gender', 'createdAt', 'loyaltyNumber'],
  ...['loyaltyPoints', 'preferredStore', 'acquisitionSource', 'averageOrderValue', 'lastOrderAt', 'newsletter'],
  ...['newsletterFrequency', 'shoeSize', 'clothingSize', 'accountManager'],
];
const properties = ['product_id', 'sku', 'name', 'category', 'price', 'quantity', 'currency', 'campaign'];

export function customersFile(run: string, people: number): HistoryFile {
  const traffic: Traffic = { type: 'people', run };
  return {
    kind: 'customers',
    columns: ['userId', 'anonymousId', ...traits],
    own: ['userId', 'anonymousId', 'email'],
    rows: people,
    rowAt: (n) => {
      const { userId, anonymousId, traits: told } = identifyText.parse(JSON.parse(eventText(traffic, n, 0)));
      return [userId, anonymousId, ...traits.map((name) => told[name])];
    },
  };
}

/** `each` past events of all people in turn; with message ids of their own or without. */
export function eventsFile(run: string, people: number, each: number, withIds: boolean): HistoryFile {
  const traffic: Traffic = { type: 'history', run, people, now: Date.now() };
  const own = (['userId', 'anonymousId', 'event', 'timestamp', 'messageId'] as const).filter(
    (column) => withIds || column !== 'messageId',
  );
  return {
    kind: 'events',
    columns: [...own, ...properties],
    own,
    rows: people * each,
    rowAt: (n) => {
      const event = trackText.parse(JSON.parse(eventText(traffic, n, 0)));
      return [...own.map((name) => event[name]), ...properties.map((name) => event.properties[name])];
    },
  };
}

/** No value of these has a comma or a quote. */
export function* partsOf({ columns, rows, rowAt }: HistoryFile): Generator<Buffer> {
  let text = `${columns.join(',')}\n`;
  for (let n = 0; n < rows; n++) {
    text += `${rowAt(n).join(',')}\n`;
    if (text.length < partCharacters) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}
