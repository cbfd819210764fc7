import type { Channel } from '#contracts/channel.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import type { ProfileState } from '../../state.ts';
import type { Question } from './gate.ts';

/** May marketing of this topic go to her on this channel? For pages that show what the gates would say of any message. */
export function topicQuestion(
  state: ProfileState,
  settings: WorkspaceSettings,
  topic: string,
  channel: Channel,
  now: Instant,
): Question {
  const message: MessageDefinition = {
    id: '',
    name: '',
    purpose: 'marketing',
    topic,
    priority: 0,
    channelOrder: [channel],
    validMinutes: 1,
    variants: {},
  };
  return { state, settings, message, channel, now, failed: [] };
}
