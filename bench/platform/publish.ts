import type { ManagementClient } from '#cli/management-client.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import { defaultSettings } from '#contracts/settings.ts';
import { benchRelease } from '../definitions.ts';
import { triggerName } from '../load/traffic.ts';

/** Nobody is kept out and no cap stops a message: every trigger is to end in one. */
export async function publishSettings(client: ManagementClient): Promise<void> {
  await client.send('PUT', '/settings', { ...defaultSettings, holdoutShare: 0, frequencyCaps: [] });
}

/** A shop's segments and journeys, through the management API as a marketer's script would create them. */
export async function publishDefinitions(
  client: ManagementClient,
  segmentCount: number,
  journeyCount: number,
): Promise<void> {
  const { segments, journeys, messages } = benchRelease(segmentCount, journeyCount);
  for (const { id, name, description, condition } of segments) {
    await createAndPublish(client, '/segments', id, { name, description, condition });
  }
  for (const message of messages) {
    await createAndPublish(client, '/messages', message.id, { name: message.name, draft: message });
  }
  for (const { entry: _, sinceRelease: __, ...draft } of journeys) {
    await createAndPublish(client, '/journeys', draft.id, { name: draft.name, draft });
  }
}

/** One journey that gives `message` to whoever does the trigger event, at once. */
export async function publishImmediateJourney(
  client: ManagementClient,
  message: Pick<MessageDefinition, 'id' | 'name' | 'purpose' | 'topic' | 'priority' | 'variants'>,
): Promise<void> {
  const { email } = message.variants;
  if (email === undefined) throw new Error(`The message ${message.id} has no e-mail variant`);
  const draft = { ...message, channelOrder: ['email'], validMinutes: 60, variants: { email } };
  await createAndPublish(client, '/messages', message.id, { name: message.name, draft });
  const journey: JourneyDefinition = {
    id: 'immediate',
    name: 'Immediate message',
    description: '',
    version: 1,
    reentry: { type: 'always' },
    exitRules: [],
    nodes: [
      {
        id: 'start',
        kind: 'trigger',
        trigger: { type: 'event', match: { event: triggerName, where: [] } },
        branches: { next: 'send' },
      },
      { id: 'send', kind: 'message', message: message.id, branches: { next: null } },
    ],
  };
  await createAndPublish(client, '/journeys', journey.id, { name: journey.name, draft: journey });
}

/** One journey in which whoever does the trigger event waits, and then goes through a condition, an update and the exit. */
export async function publishWaitingJourney(client: ManagementClient, minutes: number): Promise<void> {
  const journey: JourneyDefinition = {
    id: 'waiting',
    name: 'Waiting',
    description: '',
    version: 1,
    reentry: { type: 'always' },
    exitRules: [],
    nodes: [
      {
        id: 'start',
        kind: 'trigger',
        trigger: { type: 'event', match: { event: triggerName, where: [] } },
        branches: { next: 'wait' },
      },
      { id: 'wait', kind: 'wait', minutes, branches: { next: 'loyal' } },
      {
        id: 'loyal',
        kind: 'condition',
        cases: [
          {
            id: 'yes',
            condition: {
              type: 'profile',
              condition: { type: 'trait', test: { name: 'loyaltyPoints', operator: 'at_least', value: 2_500 } },
            },
          },
        ],
        branches: { yes: 'mark', no: 'mark' },
      },
      {
        id: 'mark',
        kind: 'update_profile',
        changes: [{ change: 'add', trait: 'reminders', amount: 1 }],
        branches: { next: 'done' },
      },
      { id: 'done', kind: 'exit', branches: {} },
    ],
  };
  await createAndPublish(client, '/journeys', journey.id, { name: journey.name, draft: journey });
}

async function createAndPublish(client: ManagementClient, path: string, id: string, body: object): Promise<void> {
  await client.send('POST', path, { id, ...body });
  await client.send('POST', `${path}/${id}/publish`);
}
