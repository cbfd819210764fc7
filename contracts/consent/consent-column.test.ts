import assert from 'node:assert/strict';
import test from 'node:test';
import { consentColumn, consentsOfRow } from './consent-column.ts';

test('a row of a file says yes, no or nothing, with what proves it', () => {
  const columns = [
    consentColumn.parse({
      ...{
        column: 'Newsletter',
        channel: 'email',
        topic: 'offers',
        granted: ['Yes', '1'],
        denied: ['no'],
        confirmed: true,
      },
      proof: { ip: 'Signup IP', text: 'Wording' },
    }),
  ];
  const read = (row: Record<string, string>) => consentsOfRow(columns, (column) => row[column]);
  assert.deepEqual(read({ Newsletter: ' YES ', 'Signup IP': '192.0.2.1', Wording: '' }).consents, [
    { channel: 'email', topic: 'offers', status: 'granted', source: 'import', confirmed: true, ip: '192.0.2.1' },
  ]);
  assert.equal(read({ Newsletter: 'No' }).consents[0]?.['status'], 'denied');
  const nothing = { consents: [], unread: [] };
  assert.deepEqual([read({}), read({ Newsletter: '' })], [nothing, nothing]);
  assert.deepEqual(read({ Newsletter: 'maybe' }).unread, [{ column: 'Newsletter', reason: 'unknown_consent' }]);
  assert.deepEqual(read({ Newsletter: 'yes', 'Signup IP': '1'.repeat(50) }), {
    consents: [],
    unread: [{ column: 'Signup IP', reason: 'invalid_proof' }],
  });
});
