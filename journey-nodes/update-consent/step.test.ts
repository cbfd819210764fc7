import assert from 'node:assert/strict';
import test from 'node:test';
import type { JourneyNode } from '#contracts/journey.ts';
import { noon, person } from '#test/builders.ts';
import { onEvent, triggerNode } from '#test/journey-nodes.ts';
import { on, story } from '#test/journey-story.ts';

test('consent changes, and a yes goes against no refusal of hers', () => {
  const node: JourneyNode = {
    ...{ id: 'consent', kind: 'update_consent', branches: { next: null } },
    changes: [
      { channel: 'sms', status: 'granted' },
      { channel: 'push', status: 'denied' },
    ],
  };
  const refusal = { channel: 'sms', status: 'denied', at: noon - 3_600_000, source: 'preference_page' } as const;
  const one = story(on([triggerNode(onEvent('Started'), 'consent'), node]), person({ consents: [refusal] }));
  one.track('Started');
  assert.deepEqual(
    one.state().consents.map(({ channel, status, source }) => [channel, status, source]),
    [
      ['sms', 'denied', 'preference_page'],
      ['push', 'denied', 'journey'],
    ],
  );
});
