import { type LogHeads, liveStimuli } from '../platform/database.ts';
import type { publishImmediateJourney } from '../platform/publish.ts';
import type { RunningPlatform } from '../platform/start-platform.ts';
import { triggerName } from './traffic.ts';

/** The message that `triggerName` ends in at once. */
export const offer: Parameters<typeof publishImmediateJourney>[1] = {
  id: 'offer',
  name: 'Offer',
  purpose: 'marketing',
  topic: 'offers',
  priority: 50,
  variants: {
    email: {
      subject: 'Your offer, {{ person.firstName }}',
      preheader: '',
      html: '<p>Hello {{ person.firstName }}, here is <a href="https://shop.example/offer">your offer</a>.</p>',
      text: '',
    },
  },
};

export interface HandOver {
  /** When its event was due to leave the sender. */
  readonly dueAt: number;
  readonly receivedAt: number;
  readonly handedOverAt: number;
}

/** Each trigger event since `heads` beside the receipt of its message, from the log itself: a person is triggered once. */
export async function readHandOvers(platform: RunningPlatform, heads: LogHeads): Promise<readonly HandOver[]> {
  const triggers = new Map<string, { readonly dueAt: number; readonly receivedAt: number }>();
  const handedOver = new Map<string, number>();
  for await (const stimulus of liveStimuli(platform, heads)) {
    const { profile, receivedAt } = stimulus;
    if (stimulus.type === 'track' && stimulus.name === triggerName) {
      triggers.set(profile, { dueAt: Number(stimulus.properties.dueAt), receivedAt });
    }
    if (stimulus.type === 'receipt' && stimulus.kind === 'handed_over') handedOver.set(profile, stimulus.at);
  }
  return [...triggers].flatMap(([profile, { dueAt, receivedAt }]) => {
    const handedOverAt = handedOver.get(profile);
    return handedOverAt === undefined ? [] : [{ dueAt, receivedAt, handedOverAt }];
  });
}
