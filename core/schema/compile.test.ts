import assert from 'node:assert/strict';
import test from 'node:test';
import type { Json, JsonObject } from '#contracts/json.ts';
import {
  defaultSchemaSettings,
  eventRule,
  type FieldType,
  fieldRule,
  type SchemaSettings,
  type WorkspaceSchema,
} from '#contracts/schema/schema.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { coerce } from './coerce.ts';
import { compileSchema } from './compile.ts';

const formats = { phone: (text: string) => (/^\+?\d{8,}$/.test(text) ? `+${text.replace('+', '')}` : undefined) };

const track = (name: string, properties: JsonObject): TrackedEvent => eventOf({ type: 'track', name, properties });
const identify = (traits: JsonObject): TrackedEvent => eventOf({ type: 'identify', traits });
function eventOf(content: TrackedEvent['content']): TrackedEvent {
  return { workspace: 1, messageId: 'm', at: 1, receivedAt: 2, identities: [], context: {}, content };
}

function schemaOf(
  events: Record<string, unknown>,
  traits: Record<string, unknown> = {},
  settings: Partial<SchemaSettings> = {},
): WorkspaceSchema {
  return {
    settings: { ...defaultSchemaSettings, ...settings },
    events: new Map(Object.entries(events).map(([name, rule]) => [name, eventRule.parse(rule)])),
    traits: new Map(Object.entries(traits).map(([path, rule]) => [path, fieldRule.parse(rule)])),
  };
}

test('what converts without loss is converted, and nothing else', () => {
  const cases: readonly (readonly [FieldType, Json, Json | undefined])[] = [
    ['number', '12', 12],
    ['number', ' -12.50 ', -12.5],
    ['number', '007', undefined],
    ['number', '12 €', undefined],
    ['number', '12345678901234567890', undefined],
    ['number', true, undefined],
    ['integer', '12', 12],
    ['integer', 12.5, undefined],
    ['string', 12, '12'],
    ['string', ['a'], undefined],
    ['boolean', 'True', true],
    ['boolean', 0, false],
    ['boolean', 'yes', undefined],
    ['date', '2026-3-1', '2026-03-01'],
    ['date', '2026/03/01', '2026-03-01'],
    ['date', '2026-03-01T00:00:00.000Z', '2026-03-01'],
    ['date', '2026-03-01T10:00:00Z', undefined],
    ['date', '2026-02-30', undefined],
    ['date_time', 1_772_323_200_000, '2026-03-01T00:00:00.000Z'],
    ['date_time', 20_260_301, undefined],
    ['date_time', '2026-03-01', '2026-03-01'],
    ['email', ' Ann@Example.com', 'ann@example.com'],
    ['email', 'ann', undefined],
    ['phone', 447_700_900_123, '+447700900123'],
    ['url', 'https://example.com', 'https://example.com'],
    ['url', 'javascript:alert(1)', undefined],
    ['country', 'gb', 'GB'],
    ['country', 'XX', undefined],
    ['currency', 'eur', 'EUR'],
    ['list', 'a', undefined],
    ['object', [], undefined],
  ];
  for (const [type, value, wanted] of cases) {
    assert.deepEqual(coerce(value, type, formats), wanted, `${type} ${JSON.stringify(value)}`);
  }
});

test('where nothing is fixed nothing is looked at, and the event stays the very same', () => {
  const nothing = compileSchema(schemaOf({}), formats);
  assert.equal(nothing.idle, true);
  assert.equal(nothing.judge(track('Viewed', { a: 1 })), undefined);
  const schema = compileSchema(
    schemaOf({ Viewed: { mode: 'enforce', fields: { price: { type: 'number' } } } }),
    formats,
  );
  const event = track('Viewed', { price: 5, other: 'x' });
  assert.equal(schema.judge(event), undefined);
  assert.equal(schema.judge(track('Other', {})), undefined);
});

test('each thing that does not fit is named, in events and inside of lists', () => {
  const schema = compileSchema(
    schemaOf({
      Bought: {
        mode: 'enforce',
        closed: true,
        fields: {
          order: { type: 'string', required: true },
          colour: { allowed: ['red', 'green'] },
          'products[].price': { type: 'number' },
          'address.city': { type: 'string', required: true },
        },
      },
    }),
    formats,
  );
  const verdict = schema.judge(
    track('Bought', { colour: 'blue', products: [{ price: '5' }, { price: 'dear' }], made: 'up', address: {} }),
  );
  assert.equal(verdict?.action, 'keep_aside');
  assert.deepEqual(verdict?.misfits, [
    { reason: 'missing_property', path: 'order' },
    { reason: 'value_not_allowed', path: 'colour' },
    { reason: 'wrong_type', path: 'products[].price', expected: 'number' },
    { reason: 'missing_property', path: 'address.city' },
    { reason: 'unknown_property', path: 'made' },
  ]);
  const good = schema.judge(
    track('Bought', { order: 7, colour: 'red', products: [{ price: '5' }], address: { city: 'Bath' } }),
  );
  assert.deepEqual([good?.action, good?.misfits], ['take', []]);
  assert.deepEqual(good?.event.content, {
    type: 'track',
    name: 'Bought',
    properties: { order: '7', colour: 'red', products: [{ price: 5 }], address: { city: 'Bath' } },
  });
});

test('the mode says what becomes of it: taken in silence, taken and told, or kept aside', () => {
  const fields = { price: { type: 'number' } };
  for (const [mode, action, misfits] of [
    ['learn', undefined, undefined],
    ['warn', 'take', 1],
    ['enforce', 'keep_aside', 1],
  ] as const) {
    const verdict = compileSchema(schemaOf({ Viewed: { mode, fields } }), formats).judge(
      track('Viewed', { price: 'x' }),
    );
    assert.deepEqual([verdict?.action, verdict?.misfits.length], [action, misfits], mode);
  }
  const ofWorkspace = schemaOf({ Viewed: { fields } }, {}, { eventMode: 'enforce', unknownEvents: 'misfit' });
  const schema = compileSchema(ofWorkspace, formats);
  assert.equal(schema.judge(track('Viewed', { price: 'x' }))?.action, 'keep_aside');
  assert.deepEqual(schema.judge(track('Made Up', {}))?.misfits, [{ reason: 'unknown_event', path: '' }]);
  const blocked = compileSchema(schemaOf({ Noise: { blocked: true } }), formats);
  assert.equal(blocked.judge(track('Noise', {}))?.action, 'refuse');
});

test('traits are converted; null still removes one, and the words of the product are always known', () => {
  const fixed = { age: { type: 'integer', required: true }, plan: { allowed: ['gold', 'free'] } };
  const schema = compileSchema(schemaOf({}, fixed, { traitMode: 'enforce', unknownTraits: 'misfit' }), formats);
  assert.deepEqual(schema.judge(identify({ age: '31', plan: null, consents: [] }))?.event.content, {
    type: 'identify',
    traits: { age: 31, plan: null, consents: [] },
  });
  assert.deepEqual(schema.judge(identify({ plan: 'silver', shoe: 38 }))?.misfits, [
    { reason: 'value_not_allowed', path: 'plan' },
    { reason: 'unknown_property', path: 'shoe' },
  ]);
});
