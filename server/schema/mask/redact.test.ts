import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSchemaSettings } from '#contracts/schema/schema.ts';
import { person } from '#test/builders.ts';
import { withoutHidden } from './redact.ts';

const state = person({
  traits: { name: 'Jo Müller', city: 'Bath', plan: 'gold', contact: { email: 'jo-m@example.com' }, 姓名: '王小明' },
  identities: [
    { kind: 'userId', value: 'u1' },
    { kind: 'phone', value: '+447700900123' },
  ],
});
const schema = {
  settings: { ...defaultSchemaSettings, maskedForViewers: 'contact_and_sensitive' as const },
  events: new Map(),
  traits: new Map(),
};
const message = {
  to: 'j•••@e•••',
  subject: 'Jo, your journey to Bath',
  preview: '王小明，您好',
  html: '<p>Dear Jo M&#252;ller, Müller &amp; sons, gold, u1</p><a href="https://shop.example/?m=jo-m%40example.com">Go</a>',
  text: 'JO MÜLLER (+447700900123)',
  links: ['https://shop.example/?m=jo-m%40example.com'],
};

test('a message shows nothing of its receiver that its reader may not know, and the rest as it was written', () => {
  const shown = withoutHidden(message, state, schema, 'viewer');
  assert.deepEqual(shown, {
    to: 'j•••@e•••',
    subject: '•••, your journey to Bath',
    preview: '•••，您好',
    html: '<p>Dear •••, ••• &amp; sons, gold, u1</p><a href="https://shop.example/?m=•••">Go</a>',
    text: '••• (•••)',
    links: ['https://shop.example/?m=•••'],
  });
  assert.deepEqual(withoutHidden(message, state, schema, 'admin'), message);
});
