import { randomUUID } from 'node:crypto';
import type { TestDestinationResponse } from '#contracts/api/destination.ts';
import type { DestinationDefinition, DestinationItem, FactChoice } from '#contracts/destination.ts';
import { payloadOf } from '#flow/destinations/payload.ts';
import type { Endpoint } from '#flow/destinations/port.ts';

/** Sends an example of each kind that the destination takes; nobody in it exists. */
export async function sendTest(
  endpoint: Endpoint,
  definition: DestinationDefinition,
  now: number,
): Promise<TestDestinationResponse> {
  const id = `test_${randomUUID()}`;
  const profile = '00000000-0000-4000-8000-000000000000';
  const items = definition.facts.map(
    (choice, index): DestinationItem => ({
      id: `${id}.${index}`,
      at: new Date(now).toISOString(),
      profile,
      ...(definition.people === 'identities' && {
        person: { profile, identities: [{ kind: 'email', value: 'somebody@example.com' }] },
      }),
      ...examples[choice.type],
    }),
  );
  const alone = definition.batchItems === 1;
  const { headers, ...payload } = payloadOf({ id, alone, kind: 'live' }, alone ? items.slice(0, 1) : items, now);
  const { result, statusCode } = await endpoint.send({
    ...payload,
    headers: { ...headers, 'throughline-delivery': 'test' },
    now,
    signal: AbortSignal.timeout(30_000),
  });
  const { body } = payload;
  if (result.type === 'accepted') return { ok: true, statusCode, reason: null, detail: null, body };
  return { ok: false, statusCode, reason: result.reason, detail: result.detail ?? null, body };
}

const examples: { readonly [type in FactChoice['type']]: Pick<DestinationItem, 'type' | 'data'> } = {
  event: {
    type: 'event',
    data: {
      messageId: 'example',
      name: 'Product Viewed',
      properties: { sku: 'A-1' },
      url: '',
      identity: null,
      imported: false,
    },
  },
  segment: { type: 'segment.entered', data: { segment: 'example' } },
  journey: {
    type: 'journey.entered',
    data: { journey: 'example', version: 1, run: 'example', node: 'start', branch: '', detail: '' },
  },
  message: {
    type: 'message.delivered',
    data: {
      ...{ delivery: 'example', message: 'example', journey: 'example', run: 'example', node: 'send' },
      ...{ channel: 'email', provider: 'sandbox', reason: '', link: '' },
    },
  },
  order: {
    type: 'order',
    data: {
      order: 'example',
      value: 42,
      currency: 'GBP',
      itemCount: 1,
      imported: false,
      delivery: '',
      journey: '',
      message: '',
      channel: '',
    },
  },
  consent: {
    type: 'consent.consent',
    data: {
      channel: 'email',
      topic: '',
      status: 'granted',
      source: 'form',
      detail: '',
      until: '1970-01-01T00:00:00.000Z',
    },
  },
  profile: {
    type: 'profile',
    data: { revision: 1, traits: {}, identities: [], firstSeenAt: '1970-01-01T00:00:00.000Z' },
  },
};
